import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { businessDay } from '../time/business-day.js';
import {
  type ClockedInquiry,
  clocksOf,
  clockState,
  type ReplyClock,
  replyRate,
  type WrittenMessage,
  waitOf,
} from './reply-clocks.js';

const ZONE = 'Asia/Shanghai';
const HOUR = 3_600_000;
const START = Date.parse('2026-11-23T00:00:00.000Z');
const at = (hours: number): string => new Date(START + hours * HOUR).toISOString();

let n = 0;
const message = (hours: number, fields: Partial<WrittenMessage> = {}): WrittenMessage => ({
  id: `m${String((n += 1)).padStart(6, '0')}`,
  inquiryId: 'a',
  direction: 'in',
  human: true,
  authorId: null,
  at: at(hours),
  withdrawnAt: null,
  ...fields,
});
const reply = (hours: number, fields: Partial<WrittenMessage> = {}): WrittenMessage =>
  message(hours, { direction: 'out', authorId: 'me', ...fields });
const inquiry = (fields: Partial<ClockedInquiry> = {}): ClockedInquiry => ({
  id: 'a',
  country: 'DE',
  internal: false,
  invalidAt: null,
  ...fields,
});
const clocks = (messages: WrittenMessage[], inquiries = [inquiry()]): ReplyClock[] =>
  clocksOf('b', messages, inquiries, ZONE);

describe('the clocks of a buyer', () => {
  test('one a day of the office, from the first message of it to the first human answer', () => {
    expect(clocks([message(1), message(2), reply(3), message(5), message(26)])).toMatchObject([
      { day: '2026-11-23', startedAt: at(1), dueAt: at(25), answeredAt: at(3) },
      { day: '2026-11-24', startedAt: at(26), answeredAt: null },
    ]);
  });

  test.each([
    ['what a machine answers stops nothing', [message(1), reply(2, { human: false })], inquiry(), at(1)],
    ['an answer that was withdrawn stops nothing', [message(1), reply(2, { withdrawnAt: at(3) })], inquiry(), at(1)],
    ['an answer before the question is none', [reply(0), message(1)], inquiry(), at(1)],
    ['what a machine writes starts nothing', [message(1, { human: false })], inquiry(), undefined],
    ['junk that is marked within a day counts for nothing', [message(1)], inquiry({ invalidAt: at(25) }), undefined],
    ['marked later it has been a wait', [message(1)], inquiry({ invalidAt: at(25.01) }), at(1)],
    [
      'a buyer who takes it back within a day did not wait',
      [message(1, { withdrawnAt: at(20) })],
      inquiry(),
      undefined,
    ],
    ['a buyer at home is no export inquiry', [message(1)], inquiry({ country: 'CN' }), undefined],
    ['a colleague is no buyer', [message(1)], inquiry({ internal: true }), undefined],
  ])('%s', (_, messages, of, waiting) => {
    expect(waitOf(clocks(messages, [of]))?.startedAt).toBe(waiting);
  });

  test('where the first message of a day counts for nothing, the next one does', () => {
    const inquiries = [inquiry({ invalidAt: at(2) }), inquiry({ id: 'z' })];
    expect(clocks([message(1), message(4, { inquiryId: 'z' })], inquiries)).toMatchObject([
      { inquiryId: 'z', startedAt: at(4) },
    ]);
  });
});

test('an open wait under a day is neither hit nor miss; a miss is one the moment it happens, and stays one', () => {
  const [running] = clocks([message(0)]) as [ReplyClock];
  expect(clockState(running, at(24))).toBe('running');
  expect(clockState(running, new Date(Date.parse(at(24)) + 1).toISOString())).toBe('miss');
  const [late] = clocks([message(0), reply(24.001)]) as [ReplyClock];
  expect(clockState(late, at(99))).toBe('miss');
  expect(replyRate([], at(0)).rate).toBeNull();
  const sixty = [
    ...Array.from({ length: 57 }, () => ({ dueAt: at(24), answeredAt: at(24) })),
    ...Array.from({ length: 3 }, () => ({ dueAt: at(24), answeredAt: null })),
  ];
  expect(replyRate(sixty, at(25))).toEqual({ hits: 57, misses: 3, running: 0, rate: 0.95 });
});

/** What may happen to the inquiries of some buyers, in time. */
type Event =
  | { kind: 'in' | 'out'; inquiry: number; human: boolean; at: number }
  | { kind: 'withdraw'; which: number; at: number }
  | { kind: 'invalid' | 'restore'; inquiry: number; at: number };
const BUYERS = 3;
const INQUIRIES = 6;
const someInquiry = fc.integer({ min: 0, max: INQUIRIES - 1 });
const gap = fc.integer({ min: 0, max: 30 * 60 });
const event = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('in' as const), inquiry: someInquiry, human: fc.boolean(), at: gap }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('out' as const), inquiry: someInquiry, human: fc.boolean(), at: gap }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), which: fc.nat(40), at: gap }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constantFrom('invalid' as const, 'restore' as const),
      inquiry: someInquiry,
      at: gap,
    }),
  },
);

/** As the server keeps it: after each event only the buyer it is about is worked out anew, and the counts move by the difference. */
function incremental(events: readonly Event[], now: string) {
  const messages: WrittenMessage[] = [];
  const inquiries = Array.from({ length: INQUIRIES }, (_, i): ClockedInquiry => ({
    id: String(i),
    country: i === 5 ? 'CN' : 'DE',
    internal: i === 4,
    invalidAt: null,
  }));
  const kept = new Map<number, ReplyClock[]>();
  let minutes = 0;
  for (const e of events) {
    minutes += e.at;
    const time = new Date(START + minutes * 60_000).toISOString();
    let about: number;
    if (e.kind === 'in' || e.kind === 'out') {
      about = e.inquiry;
      const fields = {
        inquiryId: String(e.inquiry),
        direction: e.kind,
        human: e.human,
        authorId: e.kind === 'out' ? 'me' : null,
      } as const;
      messages.push({ ...message(0, fields), at: time });
    } else if (e.kind === 'withdraw') {
      const found = messages[e.which];
      if (!found || found.withdrawnAt) continue;
      about = Number(found.inquiryId);
      messages[e.which] = { ...found, withdrawnAt: time };
    } else {
      about = e.inquiry;
      inquiries[about] = { ...inquiries[about]!, invalidAt: e.kind === 'invalid' ? time : null };
    }
    const buyer = about % BUYERS;
    const own = inquiries.filter((i) => Number(i.id) % BUYERS === buyer);
    kept.set(
      buyer,
      clocksOf(
        String(buyer),
        messages.filter((m) => Number(m.inquiryId) % BUYERS === buyer),
        own,
        ZONE,
      ),
    );
  }
  return { rate: replyRate([...kept.values()].flat(), now), messages, inquiries };
}

/** By the words of the definition, over everything at once and without clocks: each buyer-day, its first message that counts, a human answer within 24 hours. */
function byDefinition(messages: readonly WrittenMessage[], inquiries: readonly ClockedInquiry[], now: string) {
  const counts = { hits: 0, misses: 0, running: 0 };
  const valid = messages.filter((m) => {
    const of = inquiries[Number(m.inquiryId)]!;
    if (of.internal) return false;
    const within = (t: string | null): boolean => t !== null && Date.parse(t) - Date.parse(m.at) <= 24 * HOUR;
    return m.direction === 'in' && m.human && of.country !== 'CN' && !within(of.invalidAt) && !within(m.withdrawnAt);
  });
  const buyerDays = new Set(valid.map((m) => `${Number(m.inquiryId) % BUYERS} ${businessDay(m.at, ZONE)}`));
  for (const key of buyerDays) {
    const [buyer, day] = key.split(' ');
    const first = Math.min(
      ...valid
        .filter((m) => Number(m.inquiryId) % BUYERS === Number(buyer) && businessDay(m.at, ZONE) === day)
        .map((m) => Date.parse(m.at)),
    );
    const inTime = messages.some(
      (m) =>
        m.direction === 'out' &&
        m.human &&
        m.withdrawnAt === null &&
        !inquiries[Number(m.inquiryId)]!.internal &&
        Number(m.inquiryId) % BUYERS === Number(buyer) &&
        Date.parse(m.at) >= first &&
        Date.parse(m.at) <= first + 24 * HOUR,
    );
    counts[inTime ? 'hits' : Date.parse(now) > first + 24 * HOUR ? 'misses' : 'running'] += 1;
  }
  return counts;
}

test('kept up step by step and counted from everything that happened, the rate is the same: 10,000 histories', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.integer({ min: 0, max: 14 * 24 }), (events, later) => {
      const now = at(later);
      const { rate, messages, inquiries } = incremental(events, now);
      const { hits, misses, running } = rate;
      expect({ hits, misses, running }).toEqual(byDefinition(messages, inquiries, now));
    }),
    { numRuns: 10_000 },
  );
});
