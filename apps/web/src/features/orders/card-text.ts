import type { Card } from '@tallyboard/contracts/order-cards';
import { isDone, nextDeadline } from '@tallyboard/rules/orders/deadline';
import { LOSS_REASONS } from '@tallyboard/rules/orders/decide-status';
import { nowInstant } from '../../platform/clock';
import { ago, MISSING, personName, shortDay } from '../../platform/format';
import { t } from '../../platform/i18n';
import { problemText } from '../../platform/problem-text';
import type { Person } from '@tallyboard/contracts/people';
import { asOrder } from './board-view';
import type { CardNote } from './card-note';

/** Beyond this many days a date says more than a count. */
const COUNTED_DAYS = 14;

/** The next deadline in words, with where it comes from. */
export function deadlineText(card: Card, today: string): string {
  const order = asOrder(card);
  const next = nextDeadline(order, today);
  if (!next) return t(isDone(order) ? 'orders.nothing_due' : 'orders.no_deadline');
  const kind = t(`deadline.${next.kind}`);
  if (next.daysLeft < 0) return t('orders.overdue', { kind, days: -next.daysLeft });
  if (next.daysLeft === 0) return t('orders.due_today', { kind });
  if (next.daysLeft === 1) return t('orders.due_tomorrow', { kind });
  if (next.daysLeft <= COUNTED_DAYS) return t('orders.due_in', { kind, days: next.daysLeft });
  return t('orders.due_on', { kind, date: shortDay(next.on) });
}
/** Why an order was lost: one of the known reasons, else as it was written. */
export const lossText = (reason: string | null): string => {
  const known = LOSS_REASONS.find((r) => r === reason);
  return known ? t(`loss.${known}`) : (reason ?? MISSING);
};
/** Why a card is not where it was put. */
export function noteText(
  note: CardNote,
  people: ReadonlyMap<string, Person>,
  stageName: (code: string) => string,
): string {
  if (note.kind === 'problem') return problemText(note.problem);
  const person = people.get(note.by);
  const who = person ? personName(person) : t('app.somebody');
  const when = ago(note.at, nowInstant());
  return note.kind === 'moved'
    ? t('orders.conflict_moved', { who, ago: when, stage: stageName(note.stage) })
    : t('orders.conflict_changed', { who, ago: when });
}
