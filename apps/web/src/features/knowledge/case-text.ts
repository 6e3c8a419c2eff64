import type { CaseOrder } from '@tallyboard/rules/knowledge/case-order';
import { type ItemText } from '@tallyboard/rules/knowledge/item';
import { SENTENCES } from '@tallyboard/rules/knowledge/retrospective';
import { LOSS_REASONS } from '@tallyboard/rules/orders/decide-status';
import { shortDay } from '../../platform/format';
import { t } from '../../platform/i18n';

type Ended = Omit<CaseOrder, 'stages'>;

/** When and where an order ended. */
export function endedText({ outcome, cancelled, endedOn, lastStage }: Ended): string {
  const on = shortDay(endedOn);
  if (outcome === 'win') return t('cases.ended_win', { on });
  return t(cancelled ? 'cases.ended_cancelled' : 'cases.ended_loss', { on, stage: t(`stage.${lastStage}`) });
}

/** Why: a lost order has a reason of a list, a cancelled one somebody's words. */
export function reasonText({ reason }: Ended): string {
  const listed = LOSS_REASONS.find((r) => r === reason);
  return listed ? t(`loss.${listed}`) : (reason ?? '');
}

/** A case as one text, each field under its name, so that editions can be compared. */
export function comparable({ title, body, retrospective: r }: ItemText, nameOf: (id: string) => string): string {
  if (!r) return `${title}\n\n${body}`;
  const said: string[] = SENTENCES.filter((name) => r[name] !== '').map(
    (name) => `${t(`caseField.${name}`)}\n${r[name]}`,
  );
  if (r.problemStage) said.push(`${t('caseField.problemStage')}\n${t(`stage.${r.problemStage}`)}`);
  if (r.improvementBy) said.push(`${t('caseField.improvementBy')}\n${nameOf(r.improvementBy)}`);
  return [title, ...said, body].join('\n\n');
}
