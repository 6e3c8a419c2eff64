import type { NextDeadline } from '@tallyboard/rules/orders/deadline';
import type { Attention } from './lanes';
import { t } from './texts';

/** The deadline in words, with where it comes from. */
function nextText(next: NextDeadline): string {
  const kind = t(`deadlineShort.${next.kind}`);
  const days = next.daysLeft;
  if (days < 0) return t('wall.overdue', { kind, days: -days });
  if (days === 0) return t('wall.due_today', { kind });
  if (days === 1) return t('wall.due_tomorrow', { kind });
  return days <= 3 ? t('wall.due_in', { kind, days }) : t('wall.due_on', { kind, date: next.on.slice(5) });
}

/** Why a card stands on the wall, in one line. */
export function attentionText(a: Attention, stageName: string): string {
  if (a.justMoved) return t('wall.just_moved', { stage: stageName });
  const next = a.next && nextText(a.next);
  if (a.risk === 'blocked') return next ? `${t('wall.held')} · ${next}` : t('wall.held');
  return next ?? '';
}
