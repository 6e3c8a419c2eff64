import pg from 'pg';

/** Names of tables or columns for a statement, each quoted: the one way by which a name gets into SQL. */
export const identifiers = (...names: readonly string[]): string =>
  names.map((name) => pg.escapeIdentifier(name)).join(', ');
