import { createTestDatabase, dropTestDatabase } from '@tallyboard/devdb/template';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { anOrder } from '../modules/orders/order.factory.js';
import { PruneLog } from '../platform/commands/prune-log.js';
import { migrate } from '../platform/db/migrate.js';
import { MIGRATIONS } from '../migrations/all.js';
import { TestServer } from './test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

test('every entity names exactly the columns its table has, with their types', async () => {
  const short: Record<string, string> = {
    'timestamp with time zone': 'timestamptz',
    character: 'char',
    int4: 'int',
    integer: 'int',
  };
  for (const entity of server.db.entityMetadatas) {
    const rows = await server.db.query<{ column_name: string; data_type: string; is_nullable: string }[]>(
      // Of an array the type of its elements.
      `select column_name, case data_type when 'ARRAY' then substr(udt_name, 2) else data_type end as data_type, is_nullable
       from information_schema.columns where table_name = $1`,
      [entity.tableName],
    );
    const inTable = rows.map((r) => [r.column_name, short[r.data_type] ?? r.data_type, r.is_nullable === 'YES']).sort();
    const inEntity = entity.columns.map((c) => [c.databaseName, c.type as string, c.isNullable]).sort();
    expect([entity.tableName, inEntity]).toEqual([entity.tableName, inTable]);
  }
});

test('a database made by a newer build is refused with a sentence', async () => {
  const database = await createTestDatabase(inject('adminUrl'), inject('template'));
  await expect(migrate(database.url, MIGRATIONS.slice(0, -1))).rejects.toThrow(
    `newer Tallyboard (${new (MIGRATIONS.at(-1)!)().name}`,
  );
  await dropTestDatabase(inject('adminUrl'), database.name);
});

test('answers older than the retention are forgotten, younger ones kept, and a command id that old is not run again', async () => {
  await anOrder(server);
  const [{ n }] = await server.db.query<[{ n: number }]>('select count(*)::int as n from command_log');
  await server.db.query(
    `update command_log set at = at - interval '9 days' where command_id = (select command_id from command_log limit 1)`,
  );
  expect(await server.running.app.get(PruneLog).prune()).toBe(1);
  expect((await server.db.query<[{ n: number }]>('select count(*)::int as n from command_log'))[0].n).toBe(n - 1);
  const old = `01890000-0000-7${crypto.randomUUID().slice(15)}`;
  const { status, problem } = await server.send('POST', '/customers', JSON.stringify({ name: 'x', country: 'DE' }), {
    cookie: server.manager.cookie,
    'idempotency-key': old,
  });
  expect([status, problem.code]).toEqual([410, 'request.key_expired']);
});

test('the problem says its title in the language asked for', async () => {
  const ask = (language: string) => server.send('GET', '/people', undefined, { 'accept-language': language });
  expect((await ask('zh-CN,zh;q=0.9,en;q=0.8')).problem['title']).toMatch(/\p{Script=Han}/u);
  expect((await ask('en-GB')).problem['title']).not.toMatch(/\p{Script=Han}/u);
});
