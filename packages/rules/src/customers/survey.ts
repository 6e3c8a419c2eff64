import type { Order } from '../orders/order.js';
import { hasReached } from '../orders/stages.js';

const DAY_MS = 86_400_000;
/** A link opens so long, and a survey that could not be sent is given up so long after it was due. */
export const SURVEY_EXPIRY_DAYS = 30;
/** One person is asked no more often than this, whatever they buy. */
export const ASK_AGAIN_DAYS = 90;
/** A survey without an answer counts as unanswered from this age on; a younger one is not judged yet. */
export const ANSWER_WINDOW_DAYS = 7;
/** A mail waits so long after the delivery, so that a card dropped by mistake writes to nobody. */
export const GRACE_MS = 30 * 60_000;
/** Whoever answers from a network in which our people were signed in so recently is taken to be one of us. */
export const OFFICE_NETWORK_DAYS = 30;

/**
 * `waiting`: nobody to ask. `to_send`: chosen, not out yet, by mail or by hand. `sent`, `answered`. `expired`: the link opens no more, or
 * it never went out; `sentAt` tells which.
 */
export const SURVEY_STATES = ['waiting', 'to_send', 'sent', 'answered', 'expired'] as const;
export type SurveyState = (typeof SURVEY_STATES)[number];
/** Why nobody is asked: nobody there has an e-mail address, or all who have were asked lately. */
export const WAIT_REASONS = ['no_contact', 'asked_lately'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];
/** Why an answer is kept and shown but does not count. */
export const UNCOUNTED_REASONS = ['own_browser', 'office_network'] as const;
export type UncountedReason = (typeof UNCOUNTED_REASONS)[number];
export const SURVEY_WAYS = ['mail', 'hand'] as const;
/** How the link went out. One that a colleague passed on is marked as such for ever. */
export type SurveyWay = (typeof SURVEY_WAYS)[number];
export const SCORES = [1, 2, 3, 4, 5] as const;
export type Score = (typeof SCORES)[number];

export const plusDays = (at: string, days: number): string => new Date(Date.parse(at) + days * DAY_MS).toISOString();
const isYounger = (at: string, days: number, now: string): boolean => Date.parse(at) > Date.parse(now) - days * DAY_MS;

/** An order has been delivered, and stands. */
export const isDelivered = (order: Pick<Order, 'stage' | 'status'>): boolean =>
  order.status !== 'cancelled' && hasReached(order.stage, 'DELIVERED');

/**
 * What a change of an order means for its survey: `ask` when it comes to DELIVERED, or beyond, for the first time; `withdraw` when it is
 * not delivered after all and nothing went out yet. What is entered as delivered long ago (`before` is null, or the change is older than
 * a link would live) asks nobody: no buyer is written to because a sheet was imported.
 */
export function surveyStep(
  change: { order: Pick<Order, 'stage' | 'status'>; before: Pick<Order, 'stage' | 'status'> | null; at: string },
  standing: { state: SurveyState } | null,
  now: string,
): 'ask' | 'withdraw' | null {
  const delivered = isDelivered(change.order);
  if (standing) return !delivered && (standing.state === 'waiting' || standing.state === 'to_send') ? 'withdraw' : null;
  const arrived = delivered && change.before !== null && !isDelivered(change.before);
  return arrived && isYounger(change.at, SURVEY_EXPIRY_DAYS, now) ? 'ask' : null;
}

export type AskableContact = {
  id: string;
  name: string;
  email: string;
  position: number;
  /** When this address was last asked, for whatever order; null: never. */
  askedAt: string | null;
};

/**
 * Whom the system asks; nobody chooses. Of those with an e-mail address who were not asked within 90 days the one asked longest ago,
 * never first; of equals the first of the list.
 */
export function chooseContact<C extends AskableContact>(
  contacts: readonly C[],
  now: string,
): { contact: C } | { waits: WaitReason } {
  const reachable = contacts.filter((c) => c.email !== '');
  if (reachable.length === 0) return { waits: 'no_contact' };
  const free = reachable.filter((c) => c.askedAt === null || !isYounger(c.askedAt, ASK_AGAIN_DAYS, now));
  const [first] = free.sort(
    (a, b) =>
      Date.parse(a.askedAt ?? '1970-01-01T00:00:00Z') - Date.parse(b.askedAt ?? '1970-01-01T00:00:00Z') ||
      a.position - b.position ||
      (a.id < b.id ? -1 : 1),
  );
  return first ? { contact: first } : { waits: 'asked_lately' };
}

/** The language in which a buyer is written to, where a text exists; English anywhere else. */
export const surveyLanguage = (country: string): 'zh-CN' | 'en' => (country === 'CN' ? 'zh-CN' : 'en');

export const isExpired = (survey: { expiresAt: string }, now: string): boolean => survey.expiresAt <= now;

/** Does an answer count? One from a browser in which our people sign in, or from a network they work in, is kept and shown, but counts for nothing. */
export function judgeAnswer(from: {
  signedIn: boolean;
  knownBrowser: boolean;
  officeNetwork: boolean;
}): { counts: true; reason: null } | { counts: false; reason: UncountedReason } {
  if (from.signedIn || from.knownBrowser) return { counts: false, reason: 'own_browser' };
  return from.officeNetwork ? { counts: false, reason: 'office_network' } : { counts: true, reason: null };
}
