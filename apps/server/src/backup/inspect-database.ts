import { findDrifts } from '../modules/points/ledger-drift.js';
import { identifiers } from '../platform/db/identifiers.js';
import type { Contents } from './manifest.js';
import { type Client, inSnapshot, rowsOf, withOwner } from './owner-client.js';

export type Inspection = Contents & { migrations: string[]; problems: string[] };

/** Counts every row, and asks whether facts are dense and the ledger adds up: what must hold in every good database. */
export function inspectDatabase(url: string): Promise<Inspection> {
  return withOwner(url, (client) =>
    inSnapshot(client, async () => ({
      ...(await contentsOf(client)),
      migrations: await migrationsOf(client),
      problems: [...(await feedGaps(client)), ...(await ledgerDrifts(client))],
    })),
  );
}

export async function migrationsOf(client: Client): Promise<string[]> {
  return (await rowsOf(client, 'select name from migration order by id')).map((row) => row['name']!);
}

/** The tables whose rows are kept: all of ours, without those that Postgres itself forgets in a crash. */
export async function tablesOf(client: Client): Promise<string[]> {
  const rows = await rowsOf(
    client,
    `select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p'
     order by relname collate "C"`,
  );
  return rows.map((row) => row['relname']!);
}

export async function contentsOf(client: Client): Promise<Contents> {
  const tables: Record<string, number> = {};
  for (const table of await tablesOf(client)) {
    const [row] = await rowsOf(client, `select count(*) as n from ${identifiers(table)}`);
    tables[table] = Number(row!['n']);
  }
  return { tables, feeds: await headsOf(client) };
}

export async function headsOf(client: Client): Promise<Record<string, number>> {
  const rows = await rowsOf(client, 'select feed, seq from feed_head order by feed');
  return Object.fromEntries(rows.map((row) => [row['feed']!, Number(row['seq'])]));
}

async function feedGaps(client: Client): Promise<string[]> {
  const rows = await rowsOf(
    client,
    `select 'feed ' || coalesce(h.feed, e.feed) || ' stands at ' || coalesce(h.seq, 0) || ' with ' || coalesce(e.n, 0)
       || ' facts up to ' || coalesce(e.top, 0) as found
     from feed_head h full join (select feed, count(*) as n, max(seq) as top, min(seq) as low from feed_event group by feed) e on e.feed = h.feed
     where coalesce(h.seq, 0) <> coalesce(e.n, 0) or coalesce(h.seq, 0) <> coalesce(e.top, 0) or e.low <> 1`,
  );
  return rows.map((row) => row['found']!);
}

async function ledgerDrifts(client: Client): Promise<string[]> {
  const found = await findDrifts(async (sql) => (await rowsOf(client, sql)) as { found: string }[]);
  return Object.values(found).flat();
}

/** What differs between what a database should hold and what it holds. */
export function differences(should: Contents, is: Contents): string[] {
  const names = (key: keyof Contents): string[] => [...new Set([...Object.keys(should[key]), ...Object.keys(is[key])])];
  const compare = (key: keyof Contents, what: (name: string) => string): string[] =>
    names(key)
      .filter((name) => should[key][name] !== is[key][name])
      .map((name) => `${what(name)}: ${should[key][name] ?? 'none'} expected, ${is[key][name] ?? 'none'} found`);
  return [...compare('tables', (t) => `rows of ${t}`), ...compare('feeds', (f) => `head of feed ${f}`)];
}
