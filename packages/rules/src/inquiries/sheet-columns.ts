/** The columns of a sheet of inquiries, as its first row names them. */
export const SHEET_COLUMNS = [
  'buyer',
  'country',
  'language',
  'product',
  'subject',
  'message',
  'name',
  'email',
  'phone',
  'received_at',
  'external_id',
] as const;
export type SheetColumn = (typeof SHEET_COLUMNS)[number];
