/** Where an inquiry came from. `mail` waits for the mailbox work; until then its messages are logged by hand. */
export const SOURCE_KINDS = ['form', 'webhook', 'manual', 'sheet'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

/** `open` until it is judged; `qualified` 有效, `invalid` 无效, `converted` 已转订单. */
export const INQUIRY_STATUSES = ['open', 'qualified', 'invalid', 'converted'] as const;
export type InquiryStatus = (typeof INQUIRY_STATUSES)[number];

/** Why an inquiry is none. Only those that are marked within a day of their arrival leave the 24-hour rate (trade.md §3.8). */
export const INVALID_REASONS = ['spam', 'duplicate', 'not_buying', 'supplier', 'blacklisted', 'test'] as const;
export type InvalidReason = (typeof INVALID_REASONS)[number];

export const CHANNELS = ['email', 'phone', 'whatsapp', 'wechat', 'platform', 'form', 'meeting'] as const;
export type Channel = (typeof CHANNELS)[number];

/** What makes an inquiry worth a quotation; all four must be known before it is qualified (INQ-03). */
export type Quality = {
  /** What exactly, in words of the trade. */
  product: string;
  /** How much, with its unit. */
  quantity: string;
  /** Where to: country or port. */
  destination: string;
  /** How sure it is that they buy: who they are, what they bought, by when. */
  need: string;
};

/** The first human answer: by whom, after how long on the wall, and after how much worked time of whom it had been given to. */
export type FirstResponse = {
  at: string;
  by: string;
  elapsedMs: number;
  /** Null where the time could not be counted: the calendar has no data for that year. */
  workedMs: number | null;
  /** Copies an earlier answer: it counts for the clock, not for points. */
  copied: boolean;
  /** It answered the buyer's first message of a day; their others of that day have no clock. */
  ownClock: boolean;
  /** The talk went on within three days: the buyer wrote again, or we followed up. */
  followedUpAt: string | null;
  /** Three days went by without. */
  lapsed: boolean;
};

/**
 * An inquiry 询盘 as facts carry it. Names of people at the buyer's, their addresses and the text of messages are not part of it: they are
 * fetched by those who may see them, and never pushed.
 */
export type Inquiry = {
  id: string;
  teamId: string;
  no: string;
  sourceKind: SourceKind;
  sourceId: string | null;
  sourceName: string;
  /** The company that asks, as it calls itself. */
  buyer: string;
  customerId: string | null;
  /** Who counts as one buyer for the clocks: the customer, else the address they write from, as a digest. */
  buyerKey: string;
  /** It came from one of the company's own mail domains (own-domains.ts): nobody's buyer, so no clock and no points. */
  internal: boolean;
  country: string | null;
  language: string | null;
  product: string;
  subject: string;
  status: InquiryStatus;
  ownerId: string | null;
  assignedAt: string | null;
  /** Everybody it was offered to so far, in order; nobody gets it twice by themselves. */
  offeredTo: readonly string[];
  receivedAt: string;
  createdBy: string;
  firstResponse: FirstResponse | null;
  quality: Quality | null;
  qualifiedAt: string | null;
  qualifiedBy: string | null;
  /** Whose it was then. */
  qualifiedFor: string | null;
  invalid: { reason: InvalidReason; note: string; at: string; by: string; duplicateOf: string | null } | null;
  /** Since when the buyer waits for an answer, and until when they get one in time; null while nobody waits. */
  waitingSince: string | null;
  dueAt: string | null;
  /** How much of the window had passed when that was last told, in percent. */
  escalated: EscalationLevel;
  orderId: string | null;
  version: number;
};

/** Shares of the 24-hour window at which it is told that somebody waits: offered anew, manager told, missed. */
export const ESCALATIONS = [50, 80, 100] as const;
export type EscalationLevel = 0 | (typeof ESCALATIONS)[number];

/** How long the buyer may wait, by the wall clock. */
export const REPLY_WINDOW_MS = 24 * 3_600_000;
/** So long the talk may rest before the first answer counts as having led nowhere (INQ-01). */
export const FOLLOW_UP_WINDOW_MS = 72 * 3_600_000;
/** How long qualifying can be taken back (INQ-03). */
export const DISQUALIFY_WINDOW_MS = 30 * 86_400_000;
/** How long marking an inquiry invalid can be taken back. */
export const RESTORE_WINDOW_MS = 24 * 3_600_000;

/** The level that a wait has reached at this instant. */
export function escalationAt(waitingSince: string, now: string): EscalationLevel {
  const share = ((Date.parse(now) - Date.parse(waitingSince)) / REPLY_WINDOW_MS) * 100;
  return ESCALATIONS.findLast((level) => share >= level) ?? 0;
}

/**
 * Which level of a wait counts as told when it is learned of late. It is warned of like one that has just come so far, but what was told of
 * the inquiry before is not told twice, and a miss that was one already warns nobody.
 */
export function toldLate(before: Pick<Inquiry, 'waitingSince' | 'escalated'>, level: EscalationLevel): EscalationLevel {
  if (level === 100 || before.waitingSince === null) return level === 100 ? 100 : 0;
  return before.escalated < level ? before.escalated : level;
}

/** When a wait reaches a level. */
export const escalationDue = (waitingSince: string, level: (typeof ESCALATIONS)[number]): string =>
  new Date(Date.parse(waitingSince) + (REPLY_WINDOW_MS * level) / 100).toISOString();

/** One week of a person's buyer-days, closed a day after its end, when all of them are hit or miss. */
export type ReplyWeek = { userId: string; week: string; hits: number; misses: number };
