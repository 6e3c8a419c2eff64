import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';

/**
 * Many sessions of one person who has signed in for real. Each is the row that signing in writes, with a token of its own: 300 real
 * sign-ins would cost half a minute of password hashing, which is not what is measured. Returns cookies.
 */
export async function openSessions(url: string, count: number): Promise<string[]> {
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query(
      `insert into access_token
       select (jsonb_populate_record(null::access_token, to_jsonb(t) || jsonb_build_object('id', uuidv7(), 'token_hash', h.hash, 'last_seen_at', now()))).*
       from (select * from access_token where user_id is not null and revoked_at is null order by created_at desc limit 1) t, unnest($1::bytea[]) as h (hash)`,
      [tokens.map((t) => createHash('sha256').update(t).digest())],
    );
    if (rowCount !== count) throw new Error('nobody has signed in yet');
  } finally {
    await client.end();
  }
  return tokens.map((t) => `tallyboard=${t}`);
}
