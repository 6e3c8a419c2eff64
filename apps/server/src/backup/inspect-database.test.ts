import { createTestDatabase, dropTestDatabase, type TestDatabase } from '@tallyboard/devdb/template';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { differences, inspectDatabase } from './inspect-database.js';
import { withOwner } from './owner-client.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase(inject('adminUrl'), inject('template'));
});
afterAll(() => dropTestDatabase(inject('adminUrl'), database.name));

const run = (sql: string): Promise<unknown> => withOwner(database.url, (client) => client.query(sql));
const fact = (feed: string, seq: number): string =>
  `insert into feed_event (feed, seq, name, payload, payload_version, actor_id, occurred_at)
   values ('${feed}', ${seq}, 'x', '{}', 1, gen_random_uuid(), now());`;

test('a dense feed is good; a gap, a head that is ahead and facts without a head are named', async () => {
  await run(`insert into feed_head values ('a', 2), ('b', 3), ('c', 1); ${fact('a', 1)} ${fact('a', 2)}`);
  await run(`${fact('b', 1)} ${fact('b', 3)} ${fact('d', 1)}`);
  const found = await inspectDatabase(database.url);
  expect(found.problems.sort()).toEqual([
    'feed b stands at 3 with 2 facts up to 3',
    'feed c stands at 1 with 0 facts up to 0',
    'feed d stands at 0 with 1 facts up to 1',
  ]);
  expect([found.tables['feed_event'], found.tables['presence'], found.feeds]).toEqual([
    5,
    undefined,
    { a: 2, b: 3, c: 1 },
  ]);
});

test('differences name what is missing, what is too much and what is unlike', () => {
  const should = { tables: { team: 1, contact: 2 }, feeds: { a: 2 } };
  expect(differences(should, should)).toEqual([]);
  expect(differences(should, { tables: { team: 1, contact: 3, device: 1 }, feeds: {} })).toEqual([
    'rows of contact: 2 expected, 3 found',
    'rows of device: none expected, 1 found',
    'head of feed a: 2 expected, none found',
  ]);
});
