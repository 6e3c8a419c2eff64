import { setTimeout as sleep } from 'node:timers/promises';
import { createTestDatabase, dropTestDatabase, type TestDatabase } from '@tallyboard/devdb/template';
import type { DataSource, EntityManager } from 'typeorm';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { appDataSource } from './data-source.js';
import { fastTransaction } from './fast-transaction.js';

let database: TestDatabase;
let db: DataSource;
beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'), inject('template'));
  db = await appDataSource(database.url, [], 3).initialize();
});
afterAll(async () => {
  await db.destroy();
  await dropTestDatabase(inject('adminUrl'), database.name);
});
beforeEach(() => db.query(`delete from command_log`));

const put = (tx: EntityManager, n: number): Promise<unknown> =>
  tx.query(`insert into command_log (actor_id, command_id, request_hash) values ($1, $1, '')`, [
    `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`,
  ]);
const count = async (): Promise<number> =>
  (await db.query<[{ n: number }]>('select count(*)::int as n from command_log'))[0].n;

test('what is asked together is committed together, in the order in which it was asked', async () => {
  const found = await fastTransaction(db, async (tx) => {
    const [, seen] = await Promise.all([
      put(tx, 1),
      tx.query<[{ n: number }]>('select count(*)::int as n from command_log'),
      put(tx, 2),
    ]);
    return seen[0].n;
  });
  expect([found, await count()]).toEqual([1, 2]);
});

test.each([
  ['the database', (tx: EntityManager) => tx.query('select 1/0')],
  ['the program', () => Promise.reject(new Error('no'))],
])('a branch that goes on after %s refused another leaves nothing behind', async (_, fail) => {
  for (let steps = 0; steps < 12; steps += 1) {
    const other = { ended: Promise.resolve<unknown>(null) };
    await expect(
      fastTransaction(db, (tx) => {
        other.ended = (async () => {
          for (let n = 1; n < 30; n += 1) await put(tx, n);
        })().catch(() => 'refused');
        return Promise.all([other.ended, (async () => (await hops(steps), fail(tx)))()]);
      }),
    ).rejects.toThrow();
    await other.ended;
    await sleep(5);
    expect(await count()).toBe(0);
  }
});

test('a statement that failed unnoticed is not taken for committed', async () => {
  await expect(
    fastTransaction(db, async (tx) => {
      await put(tx, 1);
      await tx.query('select 1/0').catch(() => null);
    }),
  ).rejects.toThrow('the transaction had failed before its commit');
  expect(await count()).toBe(0);
});

test('a commit that is asked for with the last statements waits for none of their answers, and takes them all along', async () => {
  const found = await fastTransaction(db, async (tx, commit) => {
    await put(tx, 1);
    const [, after] = await Promise.all([put(tx, 2), tx.query<[{ n: number }]>('select 2 as n'), commit()]);
    return after[0].n;
  });
  expect([found, await count()]).toEqual([2, 2]);
});

test('a commit that is asked for with a statement that fails commits nothing', async () => {
  const work = fastTransaction(db, (tx, commit) =>
    Promise.all([put(tx, 1), tx.query('select 1/0'), put(tx, 2), commit()]),
  );
  await expect(work).rejects.toThrow('division by zero');
  expect(await count()).toBe(0);
});

test('what comes after its commit is refused aloud', async () => {
  const late = fastTransaction(db, async (tx, commit) => {
    await Promise.all([put(tx, 1), commit()]);
    await put(tx, 2);
  });
  await expect(late).rejects.toThrow('the transaction is over');
  expect(await count()).toBe(1);
});

test('of several that fail, the one that made the others fail is told, however late it arrives', async () => {
  for (let steps = 0; steps < 12; steps += 1)
    await expect(
      fastTransaction(db, (tx) =>
        Promise.all([
          (async () => {
            const error: unknown = await tx.query('select 1/0').catch((e: unknown) => e);
            await hops(steps);
            throw error;
          })(),
          put(tx, 1),
        ]),
      ),
    ).rejects.toThrow('division by zero');
});

test('knows that it is one, for locks that ask', async () => {
  expect(await fastTransaction(db, (tx) => Promise.resolve(tx.queryRunner!.isTransactionActive))).toBe(true);
});

test('the connection is as good as new afterwards', async () => {
  for (let i = 0; i < 10; i += 1) await fastTransaction(db, (tx) => tx.query('select 1/0')).catch(() => null);
  await fastTransaction(db, (tx) => put(tx, 1));
  expect(await count()).toBe(1);
});

async function hops(n: number): Promise<void> {
  for (let i = 0; i < n; i += 1) await Promise.resolve();
}
