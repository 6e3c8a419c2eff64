import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pack, packReply, unpack, unpackReply } from './packed.js';

type Rows = Parameters<typeof pack>[0];
const json = (value: unknown): Rows => JSON.parse(JSON.stringify(value)) as Rows;

test('what was packed comes back, whatever it was', () => {
  const field = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.record({ a: fc.integer(), b: fc.option(fc.string()) }),
    fc.constant(null),
  );
  const alike = fc.array(fc.option(fc.record({ id: fc.uuid(), n: fc.integer(), owners: field, tracks: field })));
  fc.assert(
    fc.property(fc.oneof(alike, fc.array(fc.jsonValue())), (rows) => {
      const list = json(rows);
      expect(unpack(json(pack(list)) as Parameters<typeof unpack>[0])).toEqual(list);
    }),
    { numRuns: 500 },
  );
});

test('names are said once, through all levels, and a missing object is no object of nulls', () => {
  const rows = [
    { id: 1, deadline: null, owners: { sales: 'a', documents: null } },
    { id: 2, deadline: { kind: 'promised', on: '2026-11-25' }, owners: { sales: 'b', documents: 'c' } },
  ];
  expect(pack(rows)).toEqual({
    n: 2,
    of: {
      id: [1, 2],
      deadline: { n: 2, none: [0], of: { kind: ['promised'], on: ['2026-11-25'] } },
      owners: { n: 2, of: { sales: ['a', 'b'], documents: [null, 'c'] } },
    },
  });
});

test('what is not alike stays as it is', () => {
  const rows = json([{ a: 1 }, { a: 1, b: 2 }]);
  expect(pack(rows)).toEqual(rows);
  expect(pack([])).toEqual([]);
});

test('of a reply the lists are packed, and it comes back as it was', () => {
  const reply = { seq: 7, team: { id: 't' }, cards: [{ id: 1 }, { id: 2 }], recent: [] };
  expect(packReply(reply)).toEqual({
    lists: { cards: { n: 2, of: { id: [1, 2] } }, recent: [] },
    rest: { seq: 7, team: { id: 't' } },
  });
  expect(unpackReply(packReply(reply))).toEqual(reply);
});
