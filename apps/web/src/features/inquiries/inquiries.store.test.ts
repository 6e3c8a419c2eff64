import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import type { Frame } from '@tallyboard/contracts/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { useInquiries } from './inquiries.store';
import { useInquiryDetail } from './inquiry-detail.store';
import { inquiriesApi } from '@tallyboard/contracts/inquiries';

type Answer = { status: number; body: unknown };
/** Answers in turn, by what the path holds. */
let answers: [path: string, answer: Answer | Promise<Answer>][] = [];
let asked: string[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  answers = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const at = answers.findIndex(([part]) => path.includes(part));
    const [[, answer]] = answers.splice(at, 1) as [[string, Answer | Promise<Answer>]];
    const { status, body } = await answer;
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

const NOW = '2026-11-25T02:00:00.000Z';
const card = (id: string, version: number, fields: Partial<InquiryCard> = {}): InquiryCard =>
  ({ id, version, ownerId: 'me', status: 'open', waitingSince: NOW, receivedAt: NOW, ...fields }) as InquiryCard;
const COUNTS = { waiting: 1, mine: 1, queue: 0, open: 1, qualified: 0, converted: 0, invalid: 0, all: 1 };
const listed = (...inquiries: InquiryCard[]): Answer => ({
  status: 200,
  body: { inquiries, total: inquiries.length, counts: COUNTS, epoch: 'e', seq: 7 },
});
const frame = (inquiry: InquiryCard, name = 'inquiries.changed'): Frame => ({
  seq: 8,
  name,
  at: '',
  by: '',
  cmd: null,
  body: { inquiry },
});
const page = { teamId: 't', list: 'open', offset: 0 } as const;
const late = (): [Promise<Answer>, (answer: Answer) => void] => {
  const { promise, resolve } = Promise.withResolvers<Answer>();
  return [promise, resolve];
};

test('a page tells where the feed stood; a slow answer about another page is dropped', async () => {
  const store = useInquiries();
  const [slow, arrive] = late();
  answers = [
    ['list=open', slow],
    ['list=queue', listed(card('b', 1))],
  ];
  const first = store.load({ ...page }, 'me');
  expect(await store.load({ ...page, list: 'queue' }, 'me')).toMatchObject({ epoch: 'e', seq: 7 });
  arrive(listed(card('a', 1)));
  expect(await first).toBeNull();
  expect(store.page.map((i) => i.id)).toEqual(['b']);
});

const SETTLED_MS = 1_000;
async function settled(...inquiries: InquiryCard[]): Promise<ReturnType<typeof useInquiries>> {
  const store = useInquiries();
  answers = [['/inquiries', listed(...inquiries)]];
  await store.load({ ...page }, 'me');
  await vi.advanceTimersByTimeAsync(SETTLED_MS);
  asked = [];
  return store;
}
describe('facts', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('move rows and counts at once, never take a newer version back, and read nothing', async () => {
    const store = await settled(card('a', 1), card('b', 1));
    store.apply([frame(card('a', 3, { waitingSince: null, status: 'qualified' }))]);
    store.apply([frame(card('a', 2))]);
    expect(store.page.map((i) => [i.id, i.version])).toEqual([
      ['b', 1],
      ['a', 3],
    ]);
    expect(store.counts).toEqual({ ...COUNTS, waiting: 0, qualified: 1 });
    store.apply([frame(card('c', 1, { ownerId: null }), 'inquiries.received')]);
    expect(store.total).toBe(3);
    expect(store.counts).toMatchObject({ waiting: 1, queue: 1, open: 2, all: 2 });
    store.apply([frame(card('a', 4, { waitingSince: null, status: 'invalid' }))]);
    expect(store.page.map((i) => i.id)).toEqual(['b', 'c']);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toEqual([]);
  });

  test('about inquiries that nobody here counted read the page once, however many they are', async () => {
    const store = await settled(card('a', 1));
    store.apply([frame(card('x', 5)), frame(card('y', 7))]);
    store.apply([frame(card('x', 6))]);
    answers = [['/inquiries', listed(card('a', 1), card('x', 6), card('y', 7))]];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
    store.apply([frame(card('x', 7, { waitingSince: null }))]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });

  test('that come while the page is read, and may be counted in it, read it once more', async () => {
    const store = await settled(card('a', 1));
    const [slow, arrive] = late();
    answers = [['/inquiries', slow]];
    const reading = store.load({ ...page }, 'me');
    store.apply([frame(card('b', 1), 'inquiries.received')]);
    arrive(listed(card('a', 1), card('b', 1)));
    await reading;
    answers = [['/inquiries', listed(card('a', 1), card('b', 1))]];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(2);
    expect(store.counts).toEqual(COUNTS);
  });

  test('a late answer takes nothing back, and nobody who left is read for', async () => {
    const store = await settled(card('a', 1));
    store.apply([frame(card('a', 3)), frame(card('x', 2))]);
    answers = [['/inquiries', listed(card('a', 2))]];
    await vi.advanceTimersByTimeAsync(60_000);
    expect(store.page[0]!.version).toBe(3);
    store.apply([frame(card('z', 4))]);
    store.leave();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(1);
  });
});

test('what waits for me is mine, unanswered and no junk, the longest first', async () => {
  const store = useInquiries();
  const early = '2026-11-24T02:00:00.000Z';
  answers = [['/inquiries', listed(card('a', 1), card('b', 1, { waitingSince: early }), card('c', 1))]];
  await store.loadMine({ teamId: 't', userId: 'me' });
  expect(store.mine.map((i) => i.id)).toEqual(['b', 'a', 'c']);
  store.apply([frame(card('b', 2, { waitingSince: null })), frame(card('c', 2, { ownerId: 'you' }))]);
  store.apply([frame(card('d', 1, { status: 'invalid' }))]);
  expect(store.mine.map((i) => i.id)).toEqual(['a']);
  // Answered while nobody told this page.
  answers = [['/inquiries', listed()]];
  await store.loadMine({ teamId: 't', userId: 'me' });
  expect(store.mine).toEqual([]);
});

const detail = (version: number, texts: string[] = []) => ({ inquiry: card('a', version), messages: texts });
test('a reading that a command has overtaken is dropped, although its version is the same', async () => {
  const store = useInquiryDetail();
  answers = [['/inquiries/a', { status: 200, body: detail(1) }]];
  await store.load('a');
  const [slow, arrive] = late();
  answers = [
    ['/inquiries/a/messages', { status: 200, body: detail(1, ['hello']) }],
    ['/inquiries/a', slow],
  ];
  const reading = store.load('a');
  const input = { id: 'a', direction: 'out', channel: 'email', text: 'hello', automatic: false } as const;
  await store.send(inquiriesApi.logMessage, input);
  arrive({ status: 200, body: detail(1) });
  await reading;
  expect(store.detail!.messages).toEqual(['hello']);
});

test('whoever was overtaken by a colleague sees at once what it is now', async () => {
  const store = useInquiryDetail();
  answers = [['/inquiries/a', { status: 200, body: detail(1) }]];
  await store.load('a');
  answers = [
    ['/inquiries/a/release', { status: 409, body: { code: 'inquiries.stale', status: 409 } }],
    ['/inquiries/a', { status: 200, body: detail(5) }],
  ];
  const answer = await store.send(inquiriesApi.release, { id: 'a', expectedVersion: 1, note: '' });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'inquiries.stale' } });
  expect(store.detail!.inquiry.version).toBe(5);
});
