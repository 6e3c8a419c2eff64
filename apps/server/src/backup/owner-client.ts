import pg from 'pg';

// Text as Postgres writes it: a count or a position must not lose digits on the way.
const AS_TEXT = { getTypeParser: () => (value: string) => value } as unknown as pg.CustomTypesConfig;

export type Client = pg.Client;

/** A connection as the owner of the database, without the time limits of the running server. */
export async function withOwner<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000, types: AS_TEXT });
  let lost: Error | undefined;
  client.on('error', (error) => (lost = error));
  await client.connect();
  try {
    await client.query(`set statement_timeout = 0; set timezone = 'UTC'; set search_path = public`);
    const result = await work(client);
    if (lost) throw lost;
    return result;
  } finally {
    await client.end().catch(() => undefined);
  }
}

type Row = Record<string, string>;

/** The rows of a query, every value as text. */
export async function rowsOf(client: Client, sql: string, values: unknown[] = []): Promise<Row[]> {
  return (await client.query<Row>(sql, values)).rows;
}

/** Does something in one snapshot that sees no later commit. */
export async function inSnapshot<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('begin isolation level repeatable read read only');
  try {
    return await work();
  } finally {
    await client.query('commit').catch(() => undefined);
  }
}
