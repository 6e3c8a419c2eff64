/** How saving a field ended: '' when the text was taken, why it was not, or who changed it since typing began ('' when unknown). */
export type FieldAnswer = string | { changedBy: string };
