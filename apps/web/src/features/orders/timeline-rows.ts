import type { SurveyEntry, TimelineEntry } from '@tallyboard/contracts/order-cards';
import { t } from '../../platform/i18n';

type Row = TimelineEntry | SurveyEntry;
export const isSurvey = (row: Row): row is SurveyEntry => 'kind' in row;

/** The newest first: what was done to the order in its own order, what became of its survey where its time falls. */
export function timelineRows(entries: readonly TimelineEntry[], surveys: readonly SurveyEntry[]): Row[] {
  const rows: Row[] = [...entries];
  for (const survey of surveys) {
    const at = rows.findIndex((row) => row.at <= survey.at);
    rows.splice(at < 0 ? rows.length : at, 0, survey);
  }
  return rows;
}

/** What became of the survey, in a sentence. */
export function surveyText({ kind, way, score, counted }: SurveyEntry): string {
  if (kind === 'sent') return t(way === 'mail' ? 'orders.survey_sent_mail' : 'orders.survey_sent_hand');
  if (kind === 'expired') return t(way ? 'orders.survey_expired' : 'orders.survey_never_sent');
  return t(counted ? 'orders.survey_answered' : 'orders.survey_answered_uncounted', { n: score ?? 0 });
}
