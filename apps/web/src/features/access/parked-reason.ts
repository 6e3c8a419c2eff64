/** In kinds an admin can act on, what stopped the points engine; `other` is a fault of the program. */
export type ParkedReason = 'constraint' | 'rights' | 'space' | 'busy' | 'other';

/** By SQLSTATE, the more particular before its class: Postgres words its errors as it likes, its codes are a standard. */
const SIGNS: readonly (readonly [ParkedReason, RegExp])[] = [
  // A rule of a table, or a trigger of ours that says no.
  ['constraint', /^(23|P0001|44)/],
  ['rights', /^(42501|28|0P)/],
  // Too many connections is a crowd, not a full disk.
  ['busy', /^(53300|40|55P03|57|08|25P03)/],
  ['space', /^(53|54|58)/],
];

/** The kind of what stopped it; without a code it was not the database. */
export const parkedReason = (sqlState: string | null): ParkedReason =>
  SIGNS.find(([, sign]) => sqlState !== null && sign.test(sqlState))?.[0] ?? 'other';
