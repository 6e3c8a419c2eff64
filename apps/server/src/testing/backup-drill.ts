import { setTimeout as sleep } from 'node:timers/promises';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import pg from 'pg';
import { expect } from 'vitest';
import type { RemotePerson } from './remote-team.js';

/** One question on a connection of its own, which may be cut under it. */
export async function ask<T>(url: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<T & pg.QueryResultRow>(sql, values)).rows;
  } finally {
    await client.end();
  }
}

/** Every row of every table, as text and in order, so that two databases can be compared byte by byte. */
export async function everything(url: string, but: string[] = []): Promise<Record<string, string[]>> {
  const tables = await ask<{ t: string }>(
    url,
    `select relname as t from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relpersistence = 'p' and relname <> all($1)`,
    [['sync_epoch', ...but]],
  );
  const all: Record<string, string[]> = {};
  for (const { t } of tables)
    all[t] = (await ask<{ r: string }>(url, `select x::text as r from "${t}" x order by 1`)).map((row) => row.r);
  return all;
}
/** All facts recorded up to an instant. */
export const FACTS =
  'select feed, seq, payload::text, command_id, recorded_at::text from feed_event where recorded_at <= $1 order by feed, seq';

/** People who move cards to and fro until told to stop; every acknowledged command is kept. */
export function writers(people: RemotePerson[]): { acked: string[]; stop: () => Promise<void> } {
  const acked: string[] = [];
  let going = true;
  const work = people.map(async (person) => {
    let card = await person.order();
    while (going) {
      const commandId = crypto.randomUUID();
      const { status, reply } = await person.move(card, commandId);
      expect(status).toBe(200);
      card = reply.card as PriceCard;
      acked.push(commandId);
      await sleep(5);
    }
  });
  return {
    acked,
    stop: async () => {
      going = false;
      await Promise.all(work);
    },
  };
}
