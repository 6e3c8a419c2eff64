import type { CsatFigures, Survey } from '@tallyboard/contracts/surveys';
import { ago, figure, MISSING } from '../../platform/format';
import { t } from '../../platform/i18n';

/** "80%"; "—" where there is none. */
export const percent = (share: number | null): string => (share === null ? MISSING : `${figure(share * 100)}%`);
/** A share that five answers at least stand behind, or the words for fewer. */
export const csatText = (of: CsatFigures): string =>
  of.insufficient ? t('surveys.insufficient_short') : percent(of.share);
export const meanText = (of: CsatFigures): string => (of.mean === null ? MISSING : of.mean.toFixed(2));

/** What a survey is now, in a word. */
export const stateText = (s: Survey): string =>
  s.state === 'expired' && !s.sentAt ? t('surveys.never_sent') : t(`surveys.state_${s.state}`);

/** When it last went on, and how. */
export function whenText(s: Survey): string {
  if (s.answeredAt) return t('surveys.answered', { when: ago(s.answeredAt) });
  if (s.sentAt) return t('surveys.sent', { when: ago(s.sentAt) });
  return t('surveys.due', { when: ago(s.dueAt) });
}

/** What there is to say about it beside its state: why it waits, why its answer does not count, what is to be done. */
export function noteText(s: Survey, mails: boolean): string {
  if (s.uncounted) return t(`surveys.uncounted_${s.uncounted}`);
  if (s.state === 'waiting' && s.waits) return t(`surveys.waits_${s.waits}`);
  if (s.state !== 'to_send') return '';
  if (s.mailFailed) return t('surveys.mail_failed');
  if (s.way === 'hand') return t('surveys.link_made');
  return mails && s.way === 'mail' ? t('surveys.mail_queued') : '';
}
