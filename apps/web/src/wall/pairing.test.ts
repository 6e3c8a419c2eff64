// @vitest-environment node
import { expect, test } from 'vitest';
import { groupsOf, nextPairing, type Pairing, pairingPause, type PairingServer, reachableUrl } from './pairing';
import { qrPath } from './qr';
import type { Asked, PairingPolled } from './server';

const T0 = Date.parse('2026-11-20T06:00:00.000Z');
/** A server that gives codes and answers polls as told. */
function fake(polls: Asked<PairingPolled>[], lanUrl: string | null = null): PairingServer & { started: number } {
  return {
    started: 0,
    about: async () => ({
      kind: 'reply',
      reply: { product: 'tallyboard', protocol: 1, build: 'b', demo: false, organization: '', lanUrl },
    }),
    async startPairing() {
      this.started += 1;
      const expiresAt = new Date(T0 + 600_000).toISOString();
      const code = `BCDFGHJ${this.started}`;
      return {
        kind: 'reply',
        reply: { code, secret: `s${this.started}`, expiresAt, approveUrl: `http://localhost:3000/pair?code=${code}` },
      };
    },
    pollPairing: async () => polls.shift() ?? { kind: 'reply', reply: { state: 'waiting' } },
  };
}
const polled = (state: PairingPolled['state']): Asked<PairingPolled> => ({ kind: 'reply', reply: { state } });

test('asks, shows, waits, is approved', async () => {
  const server = fake([polled('waiting'), polled('approved')]);
  let state: Pairing = { kind: 'asking' };
  state = await nextPairing(state, server, T0);
  expect(state).toMatchObject({ kind: 'showing', code: 'BCDFGHJ1', localOnly: true });
  const waiting = await nextPairing(state, server, T0 + 5000);
  expect(waiting).toBe(state);
  expect(await nextPairing(waiting, server, T0 + 10_000)).toEqual({ kind: 'approved' });
});
test('a code that is gone or over is renewed by itself', async () => {
  const server = fake([polled('gone'), polled('waiting')]);
  const first = await nextPairing({ kind: 'asking' }, server, T0);
  const second = await nextPairing(first, server, T0 + 5000);
  expect(second).toMatchObject({ code: 'BCDFGHJ2' });
  expect(await nextPairing(second, server, T0 + 601_000)).toMatchObject({ code: 'BCDFGHJ3' });
});
test('a lost server keeps the code while it is good; a refusal is waited out', async () => {
  const server = fake([{ kind: 'lost' }]);
  const first = await nextPairing({ kind: 'asking' }, server, T0);
  expect(await nextPairing(first, server, T0 + 5000)).toBe(first);
  const away = { ...server, startPairing: async () => ({ kind: 'lost' as const }) };
  expect(await nextPairing({ kind: 'asking' }, away, T0)).toEqual({ kind: 'lost' });
  const problem = { type: 'urn:problem:request.too_many', status: 429, code: 'request.too_many' } as const;
  const full = { ...server, startPairing: async () => ({ kind: 'refused' as const, problem }) };
  expect(await nextPairing({ kind: 'asking' }, full, T0)).toEqual({ kind: 'busy' });
  expect(pairingPause({ kind: 'busy' }, T0, 0.5)).toBe(20_000);
  expect(pairingPause(first, T0, 0.5)).toBe(5000);
});
test('an address a phone cannot open is replaced by the one of the office network', () => {
  const url = 'http://localhost:3000/pair?code=X';
  expect(reachableUrl(url, null)).toEqual({ approveUrl: url, localOnly: true });
  expect(reachableUrl(url, 'http://192.168.1.5:3000').approveUrl).toBe('http://192.168.1.5:3000/pair?code=X');
  expect(reachableUrl('https://board.example/pair?code=X', null).localOnly).toBe(false);
});
test('the code in two groups, and as a picture', () => {
  expect(groupsOf('BCDFGHJK')).toEqual(['BCDF', 'GHJK']);
  const { size, path } = qrPath('http://192.168.1.5:3000/pair?code=BCDFGHJK');
  expect(size).toBe(29);
  expect(path.startsWith('M0 0h1v1h-1z')).toBe(true);
});
