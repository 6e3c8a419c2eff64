import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import { weekTime } from '../../platform/format';
import { t } from '../../platform/i18n';
import { lasting } from './reply-clock';

type NameOf = (id: string) => string;

/** Each time it was given, in words, the first one first. */
export const offerTexts = (offers: InquiryDetail['offers'], nameOf: NameOf): string[] =>
  offers.map(({ at: instant, by: byId, ownerId, allocation }, i) => {
    const [at, who, by] = [weekTime(instant), nameOf(ownerId ?? ''), nameOf(byId ?? '')];
    if (allocation) {
      if (!ownerId) return t('inquiries.why_nobody', { at });
      return t(allocation.why === 'customer' ? 'inquiries.why_customer' : 'inquiries.why_score', { at, who });
    }
    if (!ownerId) return t('inquiries.why_released', { at, by });
    if (byId === ownerId) return t('inquiries.why_taken', { at, who });
    const from = offers[i - 1]?.ownerId;
    return from
      ? t('inquiries.why_moved', { at, by, who, from: nameOf(from) })
      : t('inquiries.why_manual', { at, by, who });
  });

/** The time in one's own hours, which runs from when it was theirs: another measure than the buyer's 24 hours. */
export function workedText(
  { worked, inquiry: { firstResponse }, offers }: Pick<InquiryDetail, 'worked' | 'offers' | 'inquiry'>,
  nameOf: NameOf,
): string {
  if (!worked || !firstResponse) return '';
  const wasGiven = offers.some((o) => o.ownerId === firstResponse.by && o.at === worked.from);
  return t(wasGiven ? 'inquiries.worked_given' : 'inquiries.worked_came', {
    who: nameOf(firstResponse.by),
    from: weekTime(worked.from),
    to: weekTime(worked.to),
    elapsed: lasting(worked.elapsedMinutes * 60_000),
    counted: lasting(worked.countedMinutes * 60_000),
  });
}
