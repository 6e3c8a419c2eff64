import { isProblemCode, type Problem } from '@tallyboard/contracts/problems';
import { t } from './i18n';

/** A refusal in the reader's language; our own faults carry the id by which they are found in the log. */
export function problemText(problem: Pick<Problem, 'code' | 'requestId'>): string {
  const text = isProblemCode(problem.code) ? t(`problem.${problem.code}`) : t('problem.internal');
  return problem.code === 'internal' && problem.requestId
    ? `${text}（${t('app.request_id', { id: problem.requestId })}）`
    : text;
}
