import type { Frame } from '@tallyboard/contracts/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { monthsBack, spanOf } from './csat-periods';
import { useSurveys } from './surveys.store';

let asked: string[] = [];
let answers: unknown[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    return new Response(JSON.stringify(await answers.shift()), { status: 200 });
  });
});
afterEach(() => vi.unstubAllGlobals());

const survey = (id: string, state = 'to_send') => ({ id, orderId: `o${id}`, state });
const page = (...ids: string[]) => ({ epoch: 'e', seq: 3, surveys: ids.map((id) => survey(id)), total: 3, counts: {} });
const frame = (name: string): Frame => ({ seq: 4, name, at: '', by: '', cmd: null, body: {} });

test('pages follow each other without a row twice, and a slow answer to an earlier question is dropped', async () => {
  const store = useSurveys();
  let late: (page: unknown) => void = () => undefined;
  answers = [new Promise((resolve) => (late = resolve)), page('a', 'b')];
  const first = store.load({ teamId: 't', list: 'open' });
  await store.load({ teamId: 't', list: 'all' });
  late(page('z'));
  expect(await first).toBeNull();
  answers = [page('b', 'c')];
  await store.more();
  expect(store.list!.surveys.map((s) => s.id)).toEqual(['a', 'b', 'c']);
  expect(asked.at(-1)).toContain('offset=2');
});

test('a sheet holds the whole list, not only what is shown, or there is none', async () => {
  const store = useSurveys();
  const many = Array.from({ length: 230 }, (_, n) => `s${n}`);
  answers = [page('s0'), { ...page(...many.slice(0, 200)), total: 230 }, { ...page(...many.slice(200)), total: 230 }];
  await store.load({ teamId: 't', list: 'sent' });
  expect((await store.all())!.map((s) => s.id)).toEqual(many);
  expect(asked.every((path) => path.includes('list=sent'))).toBe(true);
  expect(store.list!.surveys).toHaveLength(1);
});

test('what was made or marked is seen in the list and in the order at once', async () => {
  const store = useSurveys();
  answers = [page('a', 'b'), survey('b', 'sent')];
  await store.load({ teamId: 't', list: 'all' });
  await store.markSent('b');
  expect(store.list!.surveys.map((s) => s.state)).toEqual(['to_send', 'sent']);
  expect(store.ofOrders.get('ob')!.state).toBe('sent');
});

describe('facts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const moved = (from: string, stage: string): Frame => ({ ...frame('orders.moved'), body: { from, stage } });
  const listings = (): string[] => asked.filter((path) => !path.includes('csat'));
  const countings = (): string[] => asked.filter((path) => path.includes('csat'));

  test('of surveys and of deliveries are read once, others are not; what was shown stays shown', async () => {
    const store = useSurveys();
    answers = [page('a'), page('b')];
    await store.load({ teamId: 't', list: 'all' });
    await store.more();
    asked = [];
    store.apply([frame('points.granted'), moved('LOADED', 'SHIPPED'), moved('DELIVERED', 'SETTLED')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
    answers = [page('c', 'a', 'b')];
    store.apply([moved('ARRIVED', 'DELIVERED'), frame('customers.survey_sent')]);
    store.apply([frame('customers.survey_answered')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    expect(store.list!.surveys.map((s) => s.id)).toEqual(['c', 'a', 'b']);
  });

  test('of many answers read what is shown as far as it was read', async () => {
    const store = useSurveys();
    const many = Array.from({ length: 230 }, (_, n) => `s${n}`);
    answers = [page(...many)];
    await store.load({ teamId: 't', list: 'all' });
    answers = [page('new', ...many.slice(0, 199)), page(...many.slice(199, 229))];
    store.apply([frame('customers.survey_answered')]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked.slice(1).map((path) => new URL(path, 'http://x').search)).toEqual([
      expect.stringContaining('offset=0&limit=200'),
      expect.stringContaining('offset=200&limit=30'),
    ]);
    expect(store.list!.surveys).toHaveLength(230);
  });

  test('read the figures at most every few seconds, and for nobody who left', async () => {
    const store = useSurveys();
    const none = { months: [] };
    answers = Array.from({ length: 40 }, () => none);
    await store.loadFigures({ teamId: 't', from: '2026-11-01', to: '2026-11-30' });
    asked = [];
    for (let n = 0; n < 20; n += 1) {
      store.apply([frame('customers.survey_answered')]);
      await vi.advanceTimersByTimeAsync(500);
    }
    expect(listings()).toEqual([]);
    expect(countings()).toHaveLength(2);
    store.apply([frame('customers.survey_answered')]);
    store.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(countings()).toHaveLength(2);
  });
});

test('periods end today and begin where people expect', () => {
  expect(spanOf('days90', '2026-11-26')).toEqual({ from: '2026-08-29', to: '2026-11-26' });
  expect(spanOf('month', '2026-11-26').from).toBe('2026-11-01');
  expect(spanOf('quarter', '2026-11-26').from).toBe('2026-10-01');
  expect(spanOf('quarter', '2026-03-31').from).toBe('2026-01-01');
  expect(spanOf('year', '2026-03-31').from).toBe('2026-01-01');
  expect(monthsBack(6, '2026-03-31').from).toBe('2025-10-01');
  expect(monthsBack(6, '2026-11-26').from).toBe('2026-06-01');
  expect(monthsBack(6, '2026-12-01').from).toBe('2026-07-01');
});
