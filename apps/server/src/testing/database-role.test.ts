import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { APP_ROLE } from '../platform/db/data-source.js';
import { type TestServer } from './test-server.js';
import { TwoTeams } from './two-teams.js';

/** What the running server itself cannot do, whatever statement somebody smuggles into it. */
let server: TestServer;
let owner: pg.Client;
beforeAll(async () => {
  ({ server } = await TwoTeams.start());
  owner = new pg.Client(server.database.url);
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await server.stop();
});

const refusal = (statement: string): Promise<string> =>
  server.db.query(statement).then(
    () => 'done',
    (error: unknown) => (error as { driverError: { code: string } }).driverError.code,
  );

/** What is written once and stands for ever. */
const KEPT = [
  'feed_event',
  'audit',
  'ledger_txn',
  'league_member',
  'ledger_entry',
  'points_input',
  'market_version',
  'office_version',
  'duty_version',
  'knowledge_edition',
  'knowledge_word',
  'knowledge_reading',
];
/** What the running server does not write at all. */
const OWNERS = ['migration', 'sync_epoch', 'digest_key'];
/** What is counted up and never removed. */
const COUNTED = [
  ...['topic_version', 'knowledge_vote', 'knowledge_answer', 'knowledge_case_passed', 'knowledge_use'],
  ...['knowledge_flag', 'points_subject', 'points_cap', 'points_use', 'points_item', 'knowledge_note_passed'],
];
/** What is put in and taken out, and is meanwhile as it came. */
const DEPOSITED = ['knowledge_file', 'knowledge_file_part'];

describe('the role of the running server', () => {
  test('is the narrow one', async () => {
    const [row] = await server.db.query<[{ me: string; super: boolean; creates: boolean }]>(
      `select current_user as me, rolsuper as super, rolcreatedb or rolcreaterole as creates from pg_roles where rolname = current_user`,
    );
    expect(row).toEqual({ me: APP_ROLE, super: false, creates: false });
  });

  test.each(KEPT)('adds to %s, and neither changes nor removes anything in it', async (table) => {
    const [{ column }] = (
      await owner.query<{ column: string }>(
        'select attname as column from pg_attribute where attrelid = $1::regclass and attnum > 0 limit 1',
        [table],
      )
    ).rows as [{ column: string }];
    const rows = async (): Promise<unknown> =>
      (await owner.query(`select count(*)::int, md5(string_agg(x::text, '')) from ${table} x`)).rows;
    const before = await rows();
    for (const statement of [
      `update ${table} set ${column} = ${column}`,
      `delete from ${table}`,
      `truncate ${table} cascade`,
      `insert into ${table} select * from ${table} on conflict do nothing`,
    ])
      expect([statement, await refusal(statement)]).toEqual([
        statement,
        statement.startsWith('insert') ? 'done' : '42501',
      ]);
    if (table !== 'audit') expect(await rows()).toEqual(before);
    const [{ n }] = (await owner.query<{ n: number }>(`select count(*)::int as n from ${table}`)).rows as [
      { n: number },
    ];
    expect(n).toBeGreaterThan(0);
  });

  test.each(OWNERS)('only reads %s', async (table) => {
    for (const statement of [
      `delete from ${table}`,
      `truncate ${table}`,
      `insert into ${table} select * from ${table}`,
    ])
      expect([statement, await refusal(statement)]).toEqual([statement, '42501']);
    expect(await refusal(`select * from ${table}`)).toBe('done');
  });

  test.each(DEPOSITED)('changes nothing in %s', async (table) => {
    expect(await refusal(`update ${table} set ${table === 'knowledge_file' ? 'name' : 'n'} = null`)).toBe('42501');
    expect(await refusal(`truncate ${table} cascade`)).toBe('42501');
  });

  test('changes no schema, makes no role and reads no file', async () => {
    for (const statement of [
      'create table mine (x int)',
      'drop table trade_order',
      'alter table app_user add column x int',
      'alter table feed_event disable trigger all',
      'create or replace function record_facts(facts jsonb) returns void language sql as $$ select 1 $$',
      'drop view epoch',
      'create role another login superuser',
      `alter role ${APP_ROLE} superuser`,
      `copy app_user to '/tmp/stolen'`,
      `copy app_user to program 'cat'`,
      `select pg_read_file('/etc/passwd')`,
      'create extension dblink',
      'select * from pg_authid',
    ])
      expect([statement, await refusal(statement)]).toEqual([statement, expect.stringMatching(/^(42501|0LP01)$/)]);
  });

  test('every table is one of: kept for ever, read only, or meant to be changed', async () => {
    const { rows } = await owner.query<{ name: string; may: boolean }>(
      `select relname as name, has_table_privilege($1, oid, 'update') and has_table_privilege($1, oid, 'delete') as may
       from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
      [APP_ROLE],
    );
    expect(
      rows
        .filter((r) => !r.may)
        .map((r) => r.name)
        .sort(),
    ).toEqual([...KEPT, ...OWNERS, ...COUNTED, ...DEPOSITED].sort());
  });
});
