import { setTimeout as sleep } from 'node:timers/promises';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { seededRandom } from '@tallyboard/testkit/random';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RawWebsocket } from './raw-websocket.js';
import { type Actor, TestServer } from './test-server.js';

let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());

const within = <T>(ms: number, what: Promise<T>): Promise<T | 'not yet'> =>
  Promise.race([what, sleep(ms, 'not yet' as const)]);

test('whoever opens a socket and then says nothing is out after five seconds', async () => {
  const raw = await RawWebsocket.open(server.url, rep);
  const from = performance.now();
  expect(await within(4_000, raw.closed)).toBe('not yet');
  expect(await within(4_000, raw.closed)).not.toBe('not yet');
  expect(performance.now() - from).toBeLessThan(6_500);
  raw.end();
});

test('more than forty events at once end the socket; a person’s pace does not', async () => {
  const [calm, flood] = [await RawWebsocket.enter(server.url, rep), await RawWebsocket.enter(server.url, rep)];
  for (let i = 0; i < 35; i += 1) calm.frame({ payload: '42["unsubscribe",{}]' });
  for (let i = 0; i < 60; i += 1) flood.frame({ payload: '42["unsubscribe",{}]' });
  expect(await within(1_000, flood.closed)).not.toBe('not yet');
  expect(await within(100, calm.closed)).toBe('not yet');
  for (const raw of [calm, flood]) raw.end();
});

test('a frame beyond 64 KiB ends the socket, whole or in pieces; one below is read', async () => {
  const padded = (size: number): string => `42["unsubscribe",{"feed":"${'x'.repeat(size)}"}]`;
  const below = await RawWebsocket.enter(server.url, rep);
  below.frame({ payload: padded(60_000) });
  expect(await within(300, below.closed)).toBe('not yet');
  below.end();
  const whole = await RawWebsocket.enter(server.url, rep);
  whole.frame({ payload: padded(70_000) });
  const pieces = await RawWebsocket.enter(server.url, rep);
  pieces.frame({ payload: padded(40_000), fin: false });
  for (let i = 0; i < 3; i += 1) pieces.frame({ opcode: 0, payload: 'x'.repeat(30_000), fin: i === 2 });
  // Announced, never sent: refused by its length alone.
  const announced = await RawWebsocket.enter(server.url, rep);
  announced.frame({ payload: 'x', length: 500_000_000 });
  for (const raw of [whole, pieces, announced]) {
    expect(await within(1_000, raw.closed)).not.toBe('not yet');
    raw.end();
  }
});

describe('broken frames and packets', () => {
  type Damage = (raw: RawWebsocket) => void;
  const packets = [
    '',
    '9',
    '4',
    '3',
    '5',
    '6',
    'b',
    'b4AAAA',
    '42',
    '42[',
    '42[]',
    '42{}',
    '42[1]',
    '42[null]',
    '42["subscribe"',
    '42["subscribe"]',
    '42["__proto__",{}]',
    '42["constructor"]',
    '42["disconnect"]',
    '42["connect"]',
    '42["error",{"a":1}]',
    '421["presence"]',
    '42999999999999999999["presence",{}]',
    '43',
    '43[]',
    '431[]',
    '43999[1]',
    '44',
    '44{"message":"x"}',
    '451-["subscribe",{"_placeholder":true,"num":0}]',
    '4599-["x",{"_placeholder":true,"num":98}]',
    '451-["x",{"_placeholder":true,"num":-1}]',
    '45999999999-["x"]',
    '45-["x"]',
    '461-1[{"_placeholder":true,"num":"constructor"}]',
    '40/other,',
    '40{"a":',
    '40',
    '41',
    '49',
    '4A',
    `42${'['.repeat(20_000)}`,
    `42["subscribe",${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}]`,
    '42["subscribe",{"feed":"\\u0000","epoch":"","since":1e999}]',
  ];
  const frames: readonly Damage[] = [
    (raw) => raw.frame({ payload: '42[]', mask: false }),
    ...[1, 2, 4, 7].map(
      (reserved): Damage =>
        (raw) =>
          raw.frame({ payload: '42[]', reserved }),
    ),
    ...[3, 7, 11, 15].map(
      (opcode): Damage =>
        (raw) =>
          raw.frame({ opcode, payload: 'x' }),
    ),
    (raw) => raw.frame({ opcode: 0, payload: 'goes on from nothing' }),
    (raw) => raw.frame({ opcode: 9, payload: 'x'.repeat(126) }),
    (raw) => raw.frame({ opcode: 9, payload: 'in pieces', fin: false }),
    (raw) => raw.frame({ opcode: 8, payload: Buffer.from([0x03]) }),
    (raw) => raw.frame({ opcode: 8, payload: Buffer.from([0x00, 0x01]) }),
    (raw) => raw.frame({ payload: Buffer.from([0x34, 0x32, 0xff, 0xfe, 0xc0]) }),
    (raw) => raw.frame({ opcode: 2, payload: Buffer.from([4, 2, 91]) }),
    (raw) => raw.frame({ payload: '42["subscribe"', fin: false }),
    (raw) => raw.bytes(Buffer.from('GET / HTTP/1.1\r\nHost: x\r\n\r\n')),
    (raw) => raw.bytes(Buffer.alloc(3)),
    (raw) => raw.frame({ payload: 'short', length: 60_000 }),
  ];
  const random = seededRandom(20_261_125);
  const noise: readonly Damage[] = Array.from({ length: 120 }, () => {
    const bytes = Buffer.from(Array.from({ length: random.int(2, 60) }, () => random.int(0, 255)));
    return (raw: RawWebsocket) => raw.bytes(bytes);
  });

  test('end their socket or are passed over; the server and everybody else go on', async () => {
    const bystander = server.socket(rep);
    await bystander.subscribe(`team:${server.teamId}`, 0);
    const damages: readonly Damage[] = [
      ...packets.map(
        (payload): Damage =>
          (raw) =>
            raw.frame({ payload }),
      ),
      ...frames,
      ...noise,
    ];
    expect(damages.length).toBeGreaterThan(170);
    for (let i = 0; i < damages.length; i += 8) {
      const raws = await Promise.all(
        damages.slice(i, i + 8).map(async (damage) => {
          const raw = await RawWebsocket.enter(server.url, rep);
          damage(raw);
          return raw;
        }),
      );
      await sleep(10);
      for (const raw of raws) raw.end();
      await sleep(5);
    }
    expect((await server.call(sessionsApi.me, {}, rep)).reply.me?.person.id).toBe(rep.id);
    expect(await bystander.subscribe(`team:${server.teamId}`, 0)).not.toMatchObject({ kind: 'refused' });
    expect(bystander.socket.connected).toBe(true);
    bystander.socket.close();
  });

  test('none is left open', async () => {
    const open = async (): Promise<string> =>
      (await (await fetch(`${server.url}/metrics`)).text()).match(/sockets\{kind="user"\} (\d+)/)![1]!;
    await expect.poll(open, { timeout: 3_000 }).toBe('0');
  });
});
