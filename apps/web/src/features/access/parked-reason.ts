/** In kinds an admin can act on, what stopped the points engine; `other` is a fault of the program. */
export type ParkedReason = 'constraint' | 'rights' | 'space' | 'busy' | 'other';

const SIGNS = [
  ['constraint', /violates .* constraint|duplicate key/i],
  ['rights', /permission denied|must be owner/i],
  ['space', /no space left|could not (extend|write)|disk full/i],
  ['busy', /deadlock|time-?out|timed out|could not serialize|canceling statement|connection (terminated|refused)/i],
] as const;

/** Reads the kind from the words in which Postgres tells it, which are English in every installation of ours. */
export const parkedReason = (error: string): ParkedReason => SIGNS.find(([, sign]) => sign.test(error))?.[0] ?? 'other';
