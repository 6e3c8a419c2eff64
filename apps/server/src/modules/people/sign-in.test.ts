import { platformApi } from '@tallyboard/contracts/platform';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hashPassword, isOutdated, passwordMatches } from '../../platform/auth/password.js';
import { TestServer } from '../../testing/test-server.js';

const PASSWORD = 'correct horse battery';
let server: TestServer;
let passwordHash: string;
beforeAll(async () => {
  server = await TestServer.start();
  passwordHash = await hashPassword(PASSWORD);
});
afterAll(() => server.stop());

async function account(hash = passwordHash): Promise<{ id: string; email: string }> {
  const { id } = await server.person(['sales'], 'Somebody');
  const [{ email }] = await server.db.query<[{ email: string }]>('select email from app_user where id = $1', [id]);
  await server.db.query('update app_user set password_hash = $2 where id = $1', [id, hash]);
  return { id, email };
}
const tryAs = (email: string, password: string, on = server, headers = {}) =>
  on.call(sessionsApi.signIn, { email, password }, null, headers);
const storedHash = async (id: string): Promise<string> =>
  (await server.db.query<[{ h: string }]>('select password_hash as h from app_user where id = $1', [id]))[0].h;

describe('a hash says what it cost', () => {
  test('and is made anew at the next sign-in when that is not the cost of today', async () => {
    const cheap = await hashPassword(PASSWORD, { memory: 8_192, passes: 1, parallelism: 1 });
    // As they were written before they said so.
    const silent = passwordHash.replace(/\$m=[^$]+/, '');
    expect([isOutdated(cheap), isOutdated(silent), isOutdated(passwordHash)]).toEqual([true, true, false]);
    for (const old of [cheap, silent]) {
      const { id, email } = await account(old);
      expect((await tryAs(email, 'wrong')).status).toBe(401);
      expect(await storedHash(id)).toBe(old);
      expect((await tryAs(email, PASSWORD)).status).toBe(200);
      const now = await storedHash(id);
      expect([now === old, isOutdated(now), await passwordMatches(PASSWORD, now)]).toEqual([false, false, true]);
      expect((await tryAs(email, PASSWORD)).status).toBe(200);
      expect(await storedHash(id)).toBe(now);
    }
  });

  test('one that cannot be read matches nothing', async () => {
    for (const stored of ['', 'x', 'argon2id$AA$AA', 'argon2id$m=1,t=1,p=1$AA$AA', '$$$'])
      expect([stored, await passwordMatches(PASSWORD, stored)]).toEqual([stored, false]);
  });
});

test('an unknown address takes as long as a known one with a wrong password', async () => {
  const known = await Promise.all(Array.from({ length: 24 }, () => account()));
  const times = { known: [] as number[], unknown: [] as number[] };
  for (const [i, { email }] of known.entries())
    for (const kind of i % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
      const from = performance.now();
      await tryAs(kind === 'known' ? email : `nobody-${i}@example.com`, 'wrong');
      times[kind].push(performance.now() - from);
    }
  const middle = (all: number[]): number => all.sort((a, b) => a - b)[all.length >> 1]!;
  // On a machine that does other things as well; without the hash for nobody it would be a fifth.
  expect(Math.abs(Math.log2(middle(times.known) / middle(times.unknown)))).toBeLessThan(0.5);
});

describe('whose tries are counted together', () => {
  const FORGED = (i: number): string => `198.51.100.${i}`;
  /** Seven wrong tries, each with another made-up address in front of what the proxies really saw. */
  async function guess(proxyHops: number, seen: (i: number) => string): Promise<string[]> {
    const behind = await TestServer.start({ config: { proxyHops }, database: server.database });
    const { email } = await account();
    const codes: string[] = [];
    for (let i = 0; i < 7; i += 1)
      codes.push((await tryAs(email, 'wrong', behind, { 'x-forwarded-for': seen(i) })).problem.code);
    await behind.stop(true);
    return codes;
  }
  test.each<[string, number, (i: number) => string]>([
    ['without a proxy the header is not looked at', 0, FORGED],
    ['behind one its own entry counts, the last', 1, (i) => `${FORGED(i)}, 203.0.113.9`],
    ['behind two the one before', 2, (i) => `${FORGED(i)}, 203.0.113.9, 10.0.0.1`],
  ])('%s', async (_, hops, seen) => {
    expect((await guess(hops, seen)).at(-1)).toBe('people.slow_down');
  });

  test('and two networks that the proxy tells apart are two', async () => {
    const codes = await guess(1, (i) => `203.0.${i}.9`);
    expect(codes).toEqual(Array.from({ length: 7 }, () => 'people.wrong_credentials'));
  });
});

test('a flood of passwords is turned away at the door, and everybody else is served meanwhile', async () => {
  const [right, other] = [await account(), await server.person(['sales'], 'At work')];
  const FLOOD = 500;
  const answers = Array.from({ length: FLOOD }, (_, i) => tryAs(`flood-${i}@example.com`, 'wrong'));
  const waits: number[] = [];
  let over = false;
  const all = Promise.all(answers).then((a) => ((over = true), a));
  while (!over) {
    const from = performance.now();
    // One that asks nothing of the database, and one that does.
    for (const call of [platformApi.about, sessionsApi.me])
      expect((await server.call(call, {}, other)).status).toBe(200);
    waits.push(performance.now() - from);
  }
  const statuses = (await all).map((a) => a.status);
  // How many come too many depends on how fast the machine is; nobody is told anything else, and the first are served.
  expect(statuses.filter((s) => s === 401).length).toBeGreaterThanOrEqual(54);
  expect(statuses.filter((s) => s !== 401 && s !== 429)).toEqual([]);
  for (const { problem, headers } of (await all).filter((a) => a.status === 429))
    expect([problem.code, headers.get('retry-after')]).toEqual(['request.too_many', '2']);
  waits.sort((a, b) => a - b);
  console.log(
    `${FLOOD} sign-ins at once: two other calls took ${waits[waits.length >> 1]!.toFixed(0)} ms (median of ${waits.length}), ${waits.at(-1)!.toFixed(0)} ms at most`,
  );
  // 500 clients of ours run in this very process; without the turnstile it is several seconds.
  expect(waits[waits.length >> 1]).toBeLessThan(600);
  expect((await tryAs(right.email, PASSWORD)).status).toBe(200);
});
