import { knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { v7 as uuid } from 'uuid';
import { TestServer } from '../../testing/test-server.js';
import { aText } from './item.factory.js';
import { ItemRow } from './item.entity.js';
import { indexItem } from './lookup.js';

let server: TestServer;
const HAN = [...'信用证审核要点单清关提正本原产地'];
const texts = fc.sample(
  fc.array(fc.oneof(fc.constantFrom(...HAN), fc.constantFrom('，', ' FOB ', '\n')), { minLength: 20, maxLength: 200 }),
  { numRuns: 150, seed: 42 },
);
const bodies = texts.map((t) => t.join(''));

/** As publishing leaves it, without asking anybody. */
async function put(fields: Partial<ItemText>): Promise<string> {
  const [text, id, at] = [aText(fields), uuid(), new Date().toISOString()];
  await server.db.manager.insert(ItemRow, {
    ...{ id, teamId: server.teamId, type: 'checklist', authorId: server.manager.id, state: 'published' },
    ...{ text, published: text, revision: 1, returned: null, submittedAt: null, publishedAt: at, reviewedBy: null },
    ...{ verifyBy: '2027-01-01', version: 1, writtenAt: at },
  });
  await indexItem(server.db.manager, id, text);
  return id;
}
const search = async (q: string, more: object = {}) =>
  (await server.call(knowledgeApi.search, { q, in: 'pool', offset: 0, limit: 100, ...more }, server.manager)).reply;
const found = async (q: string, more: object = {}): Promise<string[]> =>
  (await search(q, more)).items.map((i) => i.title);

beforeAll(async () => {
  server = await TestServer.start();
  for (const [i, body] of bodies.entries()) await put({ title: `T${i}`, body });
  await put({ title: '信用证审核要点', body: '逐条核对。' });
  await put({ title: 'Shipment advice', body: 'Dear buyer, the container left Ningbo.', language: 'en', market: 'DE' });
  await put({ title: '百分之百_折扣\\', body: '反斜线与下划线' });
});
afterAll(() => server.stop());

test('what stands in a text is found, and nothing else is: compared with a plain search for each sequence', async () => {
  const sought = fc.sample(
    fc.array(fc.constantFrom(...HAN), { minLength: 1, maxLength: 4 }).map((a) => a.join('')),
    { numRuns: 60, seed: 7 },
  );
  // Some that are certainly there.
  for (const body of bodies.slice(0, 20)) sought.push(/[\p{Script=Han}]{2,5}/u.exec(body)?.[0] ?? '单');
  for (const q of sought) {
    const { total } = await search(q);
    const truth = bodies.filter((b) => b.includes(q)).length + ('信用证审核要点逐条核对'.includes(q) ? 1 : 0);
    expect([q, total]).toEqual([q, truth]);
  }
});

test('证审 finds 信用证审核要点, marked, and a title comes before a body', async () => {
  const { items } = await search('证审');
  expect(items[0]!.titlePieces).toEqual([
    { text: '信用', hit: false },
    { text: '证审', hit: true },
    { text: '核要点', hit: false },
  ]);
});

test('words are found by their beginning and with a slip, and it is said for what', async () => {
  expect(await found('ship')).toEqual(['Shipment advice']);
  expect(await found('ningbo container')).toEqual(['Shipment advice']);
  const { items, instead } = await search('shipmnet');
  expect([items.map((i) => i.title), instead]).toEqual([['Shipment advice'], { shipmnet: ['shipment'] }]);
  expect(await found('zebra')).toEqual([]);
});

test('of many words that begin alike none is left out', async () => {
  await put({ title: 'Codes', body: Array.from({ length: 300 }, (_, i) => `zq${i}`).join(' ') });
  await put({ title: 'Queueing', body: 'Of zqueueing, the longest of them.' });
  expect((await found('zq')).sort()).toEqual(['Codes', 'Queueing']);
});

test('what has it in the title comes first, also for the beginning of a word', async () => {
  await put({ title: 'Fumigation', body: 'Of pallets.' });
  await put({ title: 'Pallets', body: 'Each with a fumigation certificate.' });
  expect(await found('fumi')).toEqual(['Fumigation', 'Pallets']);
});

test('filters narrow it, and signs of the pattern language are just signs', async () => {
  expect(await found('container', { language: 'en', market: 'DE', type: 'checklist' })).toEqual(['Shipment advice']);
  expect(await found('container', { market: 'FR' })).toEqual([]);
  expect(await found('100%')).toEqual([]);
  expect(await found('百分之百_折扣')).toEqual(['百分之百_折扣\\']);
  expect((await search('')).total).toBe(bodies.length + 7);
});

test('pages meet without a gap or a double', async () => {
  const pages = await Promise.all([0, 50, 100].map((offset) => search('', { offset, limit: 50 })));
  const ids = pages.flatMap((p) => p.items.map((i) => i.id));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBe(150);
});
