import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import { type EscalationLevel, escalationAt } from '@tallyboard/rules/inquiries/inquiry';
import { t } from '../../platform/i18n';

const MINUTE = 60_000;

/** "5 小时 12 分": how long, to the minute; days from two days on. */
export function lasting(ms: number): string {
  const minutes = Math.max(0, Math.floor(ms / MINUTE));
  const hours = Math.floor(minutes / 60);
  if (hours >= 48) return t('inquiries.days_hours', { d: Math.floor(hours / 24), h: hours % 24 });
  if (hours > 0 && minutes % 60 === 0) return t('inquiries.hours', { h: hours });
  if (hours > 0) return t('inquiries.hours_minutes', { h: hours, m: minutes % 60 });
  return t('inquiries.minutes', { m: minutes });
}

/** A running wait: how far it is, what is left of the window or how long that is over. */
export type Wait = { level: EscalationLevel; share: number; leftMs: number };
export function waitOf(card: Pick<InquiryCard, 'waitingSince' | 'dueAt'>, now: string): Wait | null {
  if (!card.waitingSince || !card.dueAt) return null;
  const [since, due, at] = [card.waitingSince, card.dueAt, now].map((x) => Date.parse(x)) as [number, number, number];
  const share = Math.min(1, Math.max(0, (at - since) / (due - since)));
  return { level: escalationAt(card.waitingSince, now), share, leftMs: due - at };
}
/** "还剩 5 小时 12 分", "已超时 2 小时": words, so that it needs no colour. */
export const waitText = ({ leftMs }: Wait): string =>
  leftMs > 0 ? t('inquiries.left', { time: lasting(leftMs) }) : t('inquiries.overdue', { time: lasting(-leftMs) });
