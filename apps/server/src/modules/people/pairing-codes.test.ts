import { PAIRING_ALPHABET, screensApi } from '@tallyboard/contracts/screens';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SetClock } from '../../platform/clock/clock.js';
import { type Actor, TestServer } from '../../testing/test-server.js';
import { MOST_OF_ONE_NETWORK } from './pair-screen.js';

const START = '2026-11-20T08:00:00.000Z';
const clock = new SetClock(START);
let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start({ clock, config: { proxyHops: 1 } });
});
afterAll(() => server.stop());

const start = (from: string) =>
  server.call(screensApi.startPairing, { locale: 'en' }, null, { 'x-forwarded-for': from });
const approve = (as: Actor, code: string, from: string) =>
  server.call(screensApi.approvePairing, { code, name: 'TV', teamId: server.teamId }, as, { 'x-forwarded-for': from });
const poll = async (secret: string) => (await server.call(screensApi.pollPairing, { secret }, null)).reply.state;
/** A minute later, for the code and for who guesses. */
async function later(minutes: number): Promise<void> {
  clock.set(new Date(Date.parse(clock.now()) + minutes * 60_000).toISOString());
  await server.db.query(`update login_failure set at = at - make_interval(secs => $1)`, [minutes * 60]);
}

describe('a pairing code', () => {
  test('is one of 20^8, new each time, and kept as its hash', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20; i += 1) seen.add((await start(`203.0.${i}.1`)).reply.code);
    expect(seen.size).toBe(20);
    for (const code of seen)
      expect([code.length, [...code].every((c) => PAIRING_ALPHABET.includes(c))]).toEqual([8, true]);
    const [{ rows }] = await server.db.query<[{ rows: string }]>(
      'select string_agg(p::text, chr(10)) as rows from pairing p',
    );
    for (const code of seen) expect(rows).not.toContain(code);
  });

  test('tells whoever is about to let the screen in from where it asked, and counts wrong codes as guesses', async () => {
    const boss = await server.person(['manager'], 'Looker');
    const { code } = (await start('203.0.113.77')).reply;
    const see = (c: string) => server.call(screensApi.seePairing, { code: c }, boss);
    expect((await see(code)).reply).toEqual({ address: '203.0.113.77', askedAt: clock.now() });
    const wrong: string[] = [];
    for (let i = 0; i < 20; i += 1) wrong.push((await see('BBBBBBBB')).problem.code);
    expect(wrong).toContain('people.slow_down');
    expect((await approve(boss, 'BBBBBBBB', '203.0.113.2')).problem.code).toBe('people.slow_down');
  });

  test('is dead after ten minutes, whether typed or polled', async () => {
    const { code, secret } = (await start('203.0.113.1')).reply;
    await later(9.9);
    expect(await poll(secret)).toBe('waiting');
    await later(0.2);
    expect(await poll(secret)).toBe('gone');
    const late = await approve(server.manager, code, '203.0.113.2');
    expect([late.status, late.problem.code]).toEqual([404, 'people.pairing_not_found']);
  });

  test('lets one screen in, once: typed twice, polled twice or both at once', async () => {
    const { code, secret } = (await start('203.0.113.1')).reply;
    const typed = await Promise.all([1, 2].map(() => approve(server.manager, code, '203.0.113.2')));
    expect(typed.map((t) => t.status).sort()).toEqual([200, 404]);
    const polled = await Promise.all([1, 2, 3].map(() => poll(secret)));
    expect(polled.sort()).toEqual(['approved', 'gone', 'gone']);
    expect(await poll(secret)).toBe('gone');
    const [{ n }] = await server.db.query<[{ n: number }]>(
      'select count(*)::int as n from access_token t join device d on d.id = t.device_id',
    );
    expect(n).toBe(1);
  });

  test('guessed by one person from many networks: under ten tries a minute, and the right one still works later', async () => {
    const boss = await server.person(['manager'], 'Guesser');
    const { code } = (await start('203.0.113.1')).reply;
    const alphabet = [...PAIRING_ALPHABET];
    const answers: string[] = [];
    for (let i = 0; i < 200; i += 1) {
      const guess = Array.from({ length: 8 }, (_, k) => alphabet[(i * 7 + k * 3) % 20]).join('');
      answers.push((await approve(boss, guess, `198.51.${i}.7`)).problem.code);
    }
    const judged = answers.filter((a) => a === 'people.pairing_not_found').length;
    expect(judged).toBeLessThan(10);
    expect(answers.filter((a) => a === 'people.slow_down').length).toBe(200 - judged);
    // Even the right one has to wait now, and a colleague does not.
    expect((await approve(boss, code, '198.51.100.7')).problem.code).toBe('people.slow_down');
    expect((await approve(await server.person(['manager'], 'Colleague'), code, '198.51.100.7')).status).toBe(200);
    await later(1);
    expect((await approve(boss, 'BCDFGHJK', '198.51.100.7')).problem.code).toBe('people.pairing_not_found');
  });

  test('asked for without end from one network: that network is full, others are not', async () => {
    await later(11);
    const flood = await Promise.all(Array.from({ length: MOST_OF_ONE_NETWORK + 40 }, (_, i) => start(`192.0.2.${i}`)));
    const refused = flood.filter((f) => f.status !== 200);
    expect(refused.length).toBeGreaterThanOrEqual(1);
    const last = await start('192.0.2.99');
    expect([last.status, last.problem.code, last.headers.get('retry-after')]).toEqual([429, 'request.too_many', '60']);
    expect((await start('203.0.113.5')).status).toBe(200);
    await later(11);
    expect((await start('192.0.2.1')).status).toBe(200);
  });
});
