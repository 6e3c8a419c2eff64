import type { TestServer } from './test-server.js';

/** What a refused request may touch: that it was asked, and that somebody was here. */
const MARKS = ['command_log', 'login_failure', 'survey_miss', 'access_token', 'presence', 'migration', 'sync_epoch'];

/** Every row of every other table, boiled down: two that are equal tell that nothing was changed in between. */
export async function fingerprint(server: TestServer): Promise<Record<string, string>> {
  await server.settled();
  const { db } = server;
  const tables = await db.query<{ name: string }[]>(
    `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> all($1) order by 1`,
    [MARKS],
  );
  const all = tables.map(
    ({ name }) =>
      `select '${name}' as name, coalesce(md5(string_agg(x::text, '|' order by x::text)), '') as sum from "${name}" x`,
  );
  const rows = await db.query<{ name: string; sum: string }[]>(all.join(' union all '));
  return Object.fromEntries(rows.map((r) => [r.name, r.sum]));
}
