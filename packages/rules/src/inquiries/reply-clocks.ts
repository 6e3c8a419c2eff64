import { businessDay } from '../time/business-day.js';
import { REPLY_WINDOW_MS } from './inquiry.js';

/** Something that was written: by the buyer (`in`) or by us (`out`). `human` is false for what a machine sent: it starts and stops nothing. */
export type WrittenMessage = {
  id: string;
  inquiryId: string;
  direction: 'in' | 'out';
  human: boolean;
  authorId: string | null;
  at: string;
  /** Taken back: a reply that was logged by mistake, an inquiry that the buyer withdrew. */
  withdrawnAt: string | null;
};
/** What else decides whether a message starts a clock. */
export type ClockedInquiry = { id: string; country: string | null; internal: boolean; invalidAt: string | null };

/** Buyers registered at home are no export inquiries (trade.md §3.8). */
const HOME = 'CN';

/** One day of one buyer: their first message of it, and the first human answer to them after it. */
export type ReplyClock = {
  buyerKey: string;
  day: string;
  inquiryId: string;
  startedAt: string;
  /** In time until here, by the wall clock. */
  dueAt: string;
  answeredAt: string | null;
  answeredBy: string | null;
};

/** A message counts unless it was withdrawn, or its inquiry marked invalid, within a day of its arrival; later nothing undoes the wait. */
function starts(message: WrittenMessage, inquiry: ClockedInquiry | undefined): boolean {
  if (message.direction !== 'in' || !message.human || !inquiry || inquiry.internal || inquiry.country === HOME)
    return false;
  const limit = Date.parse(message.at) + REPLY_WINDOW_MS;
  return ![message.withdrawnAt, inquiry.invalidAt].some((at) => at !== null && Date.parse(at) <= limit);
}

/**
 * The clocks of one buyer: for each day of the office (`zone`) on which they wrote, from their first message of it to the first human
 * answer to them on whichever inquiry.
 */
export function clocksOf(
  buyerKey: string,
  messages: readonly WrittenMessage[],
  inquiries: readonly ClockedInquiry[],
  zone: string,
): ReplyClock[] {
  const byId = new Map(inquiries.map((i) => [i.id, i]));
  const inOrder = [...messages].sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1));
  const answers = inOrder.filter(
    // What is written to a colleague answers no buyer.
    (m) => m.direction === 'out' && m.human && m.withdrawnAt === null && !byId.get(m.inquiryId)?.internal,
  );
  const clocks = new Map<string, ReplyClock>();
  for (const message of inOrder) {
    if (!starts(message, byId.get(message.inquiryId))) continue;
    const day = businessDay(message.at, zone);
    if (clocks.has(day)) continue;
    const answer = answers.find((a) => a.at >= message.at);
    clocks.set(day, {
      buyerKey,
      day,
      inquiryId: message.inquiryId,
      startedAt: message.at,
      dueAt: new Date(Date.parse(message.at) + REPLY_WINDOW_MS).toISOString(),
      answeredAt: answer?.at ?? null,
      answeredBy: answer?.authorId ?? null,
    });
  }
  return [...clocks.values()];
}

/** `running`: under 24 hours and unanswered, neither hit nor miss. A miss is one the moment the window has passed. */
export type ClockState = 'hit' | 'miss' | 'running';
export function clockState(clock: Pick<ReplyClock, 'dueAt' | 'answeredAt'>, now: string): ClockState {
  if (clock.answeredAt !== null && clock.answeredAt <= clock.dueAt) return 'hit';
  return now > clock.dueAt ? 'miss' : 'running';
}

/** RR24 询盘24小时响应率: hits of what is decided. `rate` is null, shown as a dash, while nothing is. */
export type ReplyRate = { hits: number; misses: number; running: number; rate: number | null };
export function replyRate(clocks: readonly Pick<ReplyClock, 'dueAt' | 'answeredAt'>[], now: string): ReplyRate {
  const count = { hit: 0, miss: 0, running: 0 };
  for (const clock of clocks) count[clockState(clock, now)] += 1;
  const decidedClocks = count.hit + count.miss;
  return {
    hits: count.hit,
    misses: count.miss,
    running: count.running,
    rate: decidedClocks === 0 ? null : count.hit / decidedClocks,
  };
}

/** Since when a buyer waits: the earliest clock without an answer, missed ones too. Null when they wait for nothing. */
export function waitOf(clocks: readonly ReplyClock[]): ReplyClock | null {
  return clocks
    .filter((c) => c.answeredAt === null)
    .reduce<ReplyClock | null>((first, c) => (first === null || c.startedAt < first.startedAt ? c : first), null);
}
