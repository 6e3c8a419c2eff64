import type { IncomingMessage } from 'node:http';
import { expect, test } from 'vitest';
import { type Principal, PrincipalSource } from '../auth/principal.js';
import { readConfig } from '../config/config.js';
import { Logger } from '../ops/logger.js';
import { Door } from './door.js';

const TOKEN = 'x'.repeat(43);
const from = (remoteAddress: string): IncomingMessage =>
  ({ headers: { cookie: `tallyboard=${TOKEN}`, host: 'localhost' }, socket: { remoteAddress } }) as never;

test('an address that knocks without end is told to stop; another one passes, and so does it again later', async () => {
  const answers: (() => void)[] = [];
  let asked = 0;
  class Slow extends PrincipalSource {
    byToken(): Promise<Principal | null> {
      asked += 1;
      return new Promise((done) => answers.push(() => done(null)));
    }
    byTokens(): Promise<Map<string, Principal>> {
      return Promise.resolve(new Map());
    }
  }
  const door = new Door(new Slow(), new Logger('silent'), readConfig({}, '/'));
  const knocks = Array.from({ length: 1_025 }, () => door.knock(from('203.0.113.9')));
  expect(await Promise.all(knocks.slice(1_020))).toEqual(Array.from({ length: 5 }, () => 'request.too_many'));
  // Twenty questions to the database at a time, however many knock.
  expect(asked).toBe(20);
  const other = door.knock(from('203.0.113.10'));
  expect(asked).toBe(21);
  for (let i = 0; i < 1_021; i += 1) {
    await expect.poll(() => answers.length > i, { interval: 1 }).toBe(true);
    answers[i]!();
  }
  expect([await other, new Set(await Promise.all(knocks.slice(0, 1_020)))]).toEqual([
    'people.not_signed_in',
    new Set(['people.not_signed_in']),
  ]);
});
