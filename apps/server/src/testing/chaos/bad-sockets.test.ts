import { setTimeout as sleep } from 'node:timers/promises';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { seedOfRun } from '@tallyboard/testkit/random';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { fingerprint } from '../fingerprint.js';
import { RawWebsocket } from '../raw-websocket.js';
import { type Actor, TestServer } from '../test-server.js';
import { brokenFrames } from './broken-frames.js';
import { residentMiB } from './resident-memory.js';
import { scaled } from './scale.js';
import { tell } from './tell.js';

const EVENTS = ['subscribe', 'unsubscribe', 'presence', 'packet', 'nonsense'];
/** As many as a socket may say at once. */
const AT_ONCE = 35;
const SEED = seedOfRun();

let server: TestServer;
let rep: Actor;
let bystander: ReturnType<TestServer['socket']>;
let before: unknown;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
  console.log(`P14: SEED=${SEED} repeats what is sent`);
});
afterAll(() => server.stop());
beforeEach(async () => {
  before = await fingerprint(server);
  bystander = server.socket(rep);
  await bystander.subscribe(`team:${server.teamId}`, 0);
});
/** Whatever was sent: the server and everybody else go on, and nothing was changed. */
afterEach(async () => {
  expect((await server.call(sessionsApi.me, {}, rep)).reply.me?.person.id).toBe(rep.id);
  expect(await bystander.subscribe(`team:${server.teamId}`, 0)).not.toMatchObject({ kind: 'refused' });
  expect(bystander.socket.connected).toBe(true);
  bystander.socket.close();
  expect(await fingerprint(server)).toEqual(before);
  await expect.poll(openSockets, { timeout: 3_000 }).toBe('0');
});
const openSockets = async (): Promise<string> =>
  (await (await fetch(`${server.url}/metrics`)).text()).match(/sockets\{kind="user"\} (\d+)/)![1]!;

/** How long a bystander waits for an answer. */
async function wait(): Promise<number> {
  const began = performance.now();
  await bystander.socket.timeout(5_000).emitWithAck('unsubscribe', { feed: 'org' });
  return performance.now() - began;
}
/** Sends in portions; the longest anybody else had to wait meanwhile, and the memory that stayed. */
async function inPortions<T>(all: readonly T[], size: number, send: (portion: readonly T[]) => Promise<void>) {
  const found = { slowestMs: 0, grown: 0 };
  let memory: number | undefined;
  let asked = 0;
  for (let i = 0; i < all.length; i += size) {
    await send(all.slice(i, i + size));
    // No more often than a person would: the bystander has a budget of events, too.
    if (performance.now() - asked > 100) {
      found.slowestMs = Math.max(found.slowestMs, await wait());
      asked = performance.now();
    }
    if ((i / size) % 8 !== 0) continue;
    const resident = residentMiB();
    if (i >= all.length / 4) memory ??= resident;
  }
  found.grown = residentMiB() - memory!;
  return found;
}

const shaped = fc.record(
  {
    feed: fc.oneof(fc.constant('team:../../etc'), fc.string({ unit: 'binary' }), fc.anything()),
    since: fc.oneof(fc.double(), fc.integer(), fc.anything()),
    epoch: fc.string({ maxLength: 200 }),
    cardId: fc.anything(),
    carrying: fc.anything(),
  },
  { requiredKeys: [] },
);
const strange = fc.constantFrom<unknown>(
  undefined,
  null,
  1e308,
  '',
  '\u0000',
  '\ud800',
  'x'.repeat(9_000),
  [],
  {},
  { __proto__: { feed: 1 } },
);

test('P14: bad socket events are refused or end their socket, at once; the server and everybody else go on', async (context) => {
  const count = scaled(1_050, 10_000) / EVENTS.length;
  const garbage = fc.sample(fc.oneof(fc.anything({ maxDepth: 2 }), shaped, strange), {
    numRuns: count,
    seed: SEED | 0,
  });
  const events = EVENTS.flatMap((event) => garbage.map((input) => ({ event, input })));
  const answers: unknown[] = [];
  let sent = 0;
  const { slowestMs, grown } = await inPortions(events, AT_ONCE, async (portion) => {
    const live = server.socket(rep);
    await new Promise((done) => live.socket.once('connect', () => done(null)));
    for (const { event, input } of portion)
      try {
        live.socket.emit(event, input, (answer: unknown) => answers.push(answer));
        sent += 1;
      } catch {
        // What cannot be put into a packet is not sent.
      }
    live.socket.emit(portion[0]!.event, 'not a function', { ack: 1 });
    await sleep(15);
    live.socket.close();
  });
  for (const answer of answers) expect(answer).toMatchObject({ kind: 'refused' });
  tell(context, 'P14', {
    seed: SEED,
    'socket events': sent,
    refused: answers.length,
    'a bystander waited ms, most': Math.round(slowestMs),
    'memory grew MiB': Math.round(grown),
  });
  expect(sent).toBeGreaterThan(events.length * 0.9);
  expect(answers.length).toBeGreaterThan(sent / 4);
  expect(slowestMs).toBeLessThan(2_000);
  expect(grown).toBeLessThan(50);
});

test('P14: broken frames and packets end their socket or are passed over; the server and everybody else go on', async (context) => {
  const damages = brokenFrames(scaled(200, 2_000), SEED);
  const { slowestMs, grown } = await inPortions(damages, 8, async (portion) => {
    const raws = await Promise.all(
      portion.map(async (damage) => {
        const raw = await RawWebsocket.enter(server.url, rep);
        damage(raw);
        return raw;
      }),
    );
    await sleep(10);
    for (const raw of raws) raw.end();
    await sleep(5);
  });
  tell(context, 'P14', {
    seed: SEED,
    'broken frames': damages.length,
    'a bystander waited ms, most': Math.round(slowestMs),
    'memory grew MiB': Math.round(grown),
  });
  expect(damages.length).toBeGreaterThanOrEqual(scaled(200, 2_000));
  expect(slowestMs).toBeLessThan(2_000);
  expect(grown).toBeLessThan(50);
});
