import { decided, type Outcome, refused } from '../outcome.js';
import { addDays } from '../time/business-day.js';
import type { ItemActor } from './decide-item.js';
import { type Item, verifyUntil } from './item.js';

/** So many days before its check runs out, whoever checks it is asked to look again. */
export const VERIFY_AHEAD_DAYS = 14;

export type CheckRefusal =
  | 'knowledge.stale'
  | 'knowledge.not_published'
  | 'knowledge.in_review'
  | 'knowledge.own_item'
  | 'knowledge.not_verifier'
  | 'knowledge.same_verifier';
type Checked = Pick<Item, 'authorId' | 'verifierId' | 'verifyBy' | 'published'>;
/** `manages`: of the team that the item belongs to. */
export type CheckActor = ItemActor & { manages: boolean };

/** Is it time to look at it again, or past it? */
export const isDueForCheck = (item: Pick<Item, 'verifyBy' | 'published'>, today: string): boolean =>
  item.published !== null && item.verifyBy !== null && addDays(item.verifyBy, -VERIFY_AHEAD_DAYS) <= today;

/** Was it looked at again when it was due, and not after? Earlier is worth nothing: nothing can have changed. */
export const isOnTime = (item: Pick<Item, 'verifyBy' | 'published'>, today: string): boolean =>
  isDueForCheck(item, today) && item.verifyBy! >= today;

/** May they say that it is still valid? Whoever checks it, or a manager; never the one who wrote it. */
export const mayCheck = (item: Checked, by: Pick<CheckActor, 'userId' | 'manages'>): boolean =>
  item.published !== null && item.authorId !== by.userId && (item.verifierId === by.userId || by.manages);

/** Somebody has read it again and stands by it: it counts as checked for another time. */
export function decideStillValid(before: Item, by: CheckActor, version: number): Outcome<Item, CheckRefusal> {
  if (before.version !== version) return refused('knowledge.stale');
  if (before.published === null) return refused('knowledge.not_published');
  if (before.authorId === by.userId) return refused('knowledge.own_item');
  if (!mayCheck(before, by)) return refused('knowledge.not_verifier');
  const verifyBy = verifyUntil(before.type, by.today);
  return decided({ ...before, verifyBy, version: before.version + 1 });
}

/** Who looks at it from now on: whoever did so far may hand it on, and a manager may. */
export function decideVerifier(
  before: Item,
  verifierId: string,
  by: CheckActor,
  version: number,
): Outcome<Item, CheckRefusal> {
  if (before.version !== version) return refused('knowledge.stale');
  if (before.published === null) return refused('knowledge.not_published');
  if (before.authorId === verifierId) return refused('knowledge.own_item');
  if (before.verifierId !== by.userId && !by.manages) return refused('knowledge.not_verifier');
  if (before.verifierId === verifierId) return refused('knowledge.same_verifier');
  return decided({ ...before, verifierId, version: before.version + 1 });
}
