import { PACKED_TYPE, type Packed, unpackReply } from '@tallyboard/contracts/packed';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestServer } from '../../testing/test-server.js';
import { anInquiry } from '../inquiries/inquiry.factory.js';
import { anOrder } from './order.factory.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
  for (let i = 0; i < 3; i += 1) await anOrder(server);
});
afterAll(() => server.stop());

const board = (headers: Record<string, string>) =>
  server.send('GET', `/teams/${server.teamId}/board`, undefined, { cookie: server.manager.cookie, ...headers });

test('the packed form of a board is the same board, and neither is taken for the other', async () => {
  const plain = await board({});
  const packed = await board({ accept: `${PACKED_TYPE}, application/json` });
  expect(plain.headers.get('content-type')).toMatch(/^application\/json/);
  expect(packed.headers.get('content-type')).toBe(PACKED_TYPE);
  const { at: _, ...reply } = plain.reply as { at: string };
  const { at: __, ...unpacked } = unpackReply(packed.reply as Packed) as { at: string };
  expect(unpacked).toEqual(reply);
  const [etag, other] = [plain.headers.get('etag')!, packed.headers.get('etag')!];
  expect(etag).not.toBe(other);
  expect(packed.headers.get('vary')).toContain('Accept,');
  expect((await board({ 'if-none-match': etag })).status).toBe(304);
  expect((await board({ 'if-none-match': etag, accept: PACKED_TYPE })).status).toBe(200);
  expect((await board({ 'if-none-match': other, accept: PACKED_TYPE })).status).toBe(304);
});

test('a change of the board makes another one of every form', async () => {
  const before = (await board({ accept: PACKED_TYPE })).headers.get('etag')!;
  await anOrder(server);
  const after = await board({ 'if-none-match': before, accept: PACKED_TYPE });
  expect(after.status).toBe(200);
  expect((unpackReply(after.reply as Packed) as { cards: unknown[] }).cards).toHaveLength(4);
});

test('what happened to orders stays on the ticker however many inquiries came since', async () => {
  for (let i = 0; i < 61; i += 1) await anInquiry(server);
  const { recent } = (await board({})).reply as { recent: { name: string }[] };
  expect(new Set(recent.map((f) => f.name))).toEqual(new Set(['orders.created']));
});
