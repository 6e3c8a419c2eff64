// @vitest-environment node
import { expect, test } from 'vitest';
import { reconnectDelay } from './backoff';
import { freshness, NO_PULSE, STALE_MS } from './freshness';
import { BRIGHT_AFTER_PAIRING_MS, burnInShift, isDim, isNight, nightFrom } from './night';
import { slideAt, SLIDE_MS } from './slides';
import { localeFrom, say } from './texts';
import { countdown, elapsed, hourIn, secondsIn } from './time';

test('live only while heartbeats come and are young; else it says since when not', () => {
  const t0 = Date.parse('2026-11-20T06:03:22.000Z');
  const asOf = new Date(t0).toISOString();
  const pulse = { synced: true, beatAt: 1000, asOf };
  expect(freshness(NO_PULSE, 0, t0)).toEqual({ kind: 'connecting' });
  expect(freshness(pulse, 1000 + STALE_MS, t0)).toEqual({ kind: 'live' });
  expect(freshness(pulse, 1001 + STALE_MS, t0)).toEqual({ kind: 'stale', since: asOf });
  expect(freshness(pulse, 1000, t0 + STALE_MS + 1)).toEqual({ kind: 'stale', since: asOf });
  expect(freshness({ ...pulse, synced: false }, 1000, t0)).toEqual({ kind: 'stale', since: asOf });
});
test('reconnects quickly at first, then at most every ten seconds, and for ever', () => {
  expect([reconnectDelay(0, 0.5), reconnectDelay(19_999, 0.5)]).toEqual([300, 1500]);
  for (const lost of [0, 20_000, 60_000, 86_400_000])
    for (const random of [0, 0.999]) {
      expect(reconnectDelay(lost, random)).toBeGreaterThanOrEqual(150);
      expect(reconnectDelay(lost, random)).toBeLessThanOrEqual(10_000);
    }
});
test('slides take turns with the board; a picture that is not live stays the board', () => {
  const all = { live: true, replies: true, league: true, honours: false };
  expect([0, SLIDE_MS - 1, ...[1, 2, 3, 4, 5].map((n) => n * SLIDE_MS)].map((ms) => slideAt(ms, all))).toEqual([
    'board',
    'board',
    'replies',
    'board',
    'league',
    'board',
    'replies',
  ]);
  expect([1, 3].map((n) => slideAt(n * SLIDE_MS, { ...all, replies: false }))).toEqual(['league', 'league']);
  expect(slideAt(SLIDE_MS, { ...all, live: false })).toBe('board');
  // With all three, each is on once in three.
  expect([1, 3, 5, 7].map((n) => slideAt(n * SLIDE_MS, { ...all, honours: true }))).toEqual([
    'replies',
    'league',
    'honours',
    'replies',
  ]);
  expect(slideAt(SLIDE_MS, { live: true, replies: false, league: false, honours: false })).toBe('board');
});
test('night goes over midnight, can be set and switched off', () => {
  expect(nightFrom('')).toEqual({ from: 20, to: 7 });
  expect(nightFrom('?night=22-6')).toEqual({ from: 22, to: 6 });
  expect(nightFrom('?night=99-6')).toEqual({ from: 20, to: 7 });
  expect(nightFrom('?night=off')).toBeNull();
  expect([19, 20, 23, 0, 6, 7].map((h) => isNight({ from: 20, to: 7 }, h))).toEqual([
    false,
    true,
    true,
    true,
    true,
    false,
  ]);
  expect([0, 12, 13].map((h) => isNight({ from: 12, to: 13 }, h))).toEqual([false, true, false]);
  expect(isNight(null, 0)).toBe(false);
});
test('a wall is dim at night, but not while it celebrates and not in the first hour after it was paired', () => {
  const night = { from: 20, to: 7 };
  const usual = { sincePairing: BRIGHT_AFTER_PAIRING_MS, awake: false };
  expect(isDim(night, 22, usual)).toBe(true);
  expect(isDim(night, 12, usual)).toBe(false);
  expect(isDim(null, 22, usual)).toBe(false);
  expect(isDim(night, 22, { ...usual, awake: true })).toBe(false);
  expect(isDim(night, 22, { ...usual, sincePairing: 0 })).toBe(false);
  expect(isDim(night, 22, { ...usual, sincePairing: BRIGHT_AFTER_PAIRING_MS - 1 })).toBe(false);
  expect(isDim(night, 22, { ...usual, sincePairing: -5000 })).toBe(false);
});
test('the picture wanders and comes back', () => {
  const places = Array.from({ length: 9 }, (_, i) => burnInShift(i * 120_000).join());
  expect(new Set(places).size).toBe(8);
  expect(places[8]).toBe(places[0]);
});
test('times of the office, countdown, and the language asked for', () => {
  const at = Date.parse('2026-11-20T06:03:22.000Z');
  expect(secondsIn('Asia/Shanghai', at)).toBe('14:03:22');
  expect(hourIn('Europe/Berlin', at)).toBe(7);
  expect(secondsIn('Asia/Shanghai', Date.parse('2026-11-19T16:00:00.000Z'))).toBe('00:00:00');
  expect([countdown(581_000), countdown(-5)]).toEqual(['9:41', '0:00']);
  expect(localeFrom('?lang=en', 'zh-CN')).toEqual({ locale: 'en', fixed: true });
  expect(localeFrom('', 'zh-TW')).toEqual({ locale: 'zh-CN', fixed: false });
  expect(say('en', 'wall.overdue', { kind: 'Deposit', days: 1 })).toBe('Deposit 1 d late');
});

test('a wait is told to the second', () => {
  expect([0, 59_999, 3_600_000, 93_784_000].map(elapsed)).toEqual(['0:00:00', '0:00:59', '1:00:00', '26:03:04']);
});
