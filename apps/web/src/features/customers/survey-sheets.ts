import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { CsatFigures, Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { type CsvCell, csvOf } from '../../platform/csv';
import { countryName, sortable } from '../../platform/format';
import { t } from '../../platform/i18n';
import { stateText } from './survey-text';

type Figures = ReplyOf<typeof surveysApi.csat>;
type Named = CsatFigures & { name: string };
const percentOf = (share: number | null): number | null => (share === null ? null : Math.round(share * 1000) / 10);
const at = (instant: string | null): string => (instant === null ? '' : sortable(instant));

/** Surveys as a sheet. Whom they ask stays on the screen of those who send them. */
export function surveySheet(surveys: readonly Survey[], nameOf: (id: string) => string): string {
  const head = [
    t('surveys.order'),
    t('surveys.customer'),
    t('customers.country'),
    t('surveys.owner'),
    t('surveys.state'),
    t('surveys.way'),
    t('surveys.sent_at'),
    t('surveys.answered_at'),
    t('surveys.score'),
    t('surveys.counts'),
    t('surveys.comment'),
  ];
  const row = (s: Survey): CsvCell[] => [
    s.orderNo,
    s.customerName,
    countryName(s.country),
    s.ownerId ? nameOf(s.ownerId) : '',
    stateText(s),
    s.sentAt && s.way ? t(`surveys.way_${s.way}`) : '',
    at(s.sentAt),
    at(s.answeredAt),
    s.score,
    s.score === null ? '' : s.uncounted ? t(`surveys.uncounted_${s.uncounted}`) : t('surveys.yes'),
    s.comment,
  ];
  return csvOf([head, ...surveys.map(row)]);
}

/** The figures as a sheet: the team, each month of the trend, person and market. A share that too few answers stand behind stays empty, as on the screen. */
export function csatSheet(
  team: Figures['team'],
  { months, people, markets }: { months: Figures['months']; people: readonly Named[]; markets: readonly Named[] },
): string {
  const head = [
    '',
    t('surveys.name'),
    `${t('surveys.csat')} %`,
    t('surveys.mean'),
    'n',
    t('surveys.uncounted_n'),
    `${t('surveys.response')} %`,
    t('surveys.judged_n'),
    t('surveys.answered_n'),
  ];
  const row = (kind: string, c: Named): CsvCell[] => [
    kind,
    c.name,
    c.insufficient ? null : percentOf(c.share),
    c.insufficient || c.mean === null ? null : Math.round(c.mean * 100) / 100,
    c.n,
    c.uncounted,
    percentOf(c.responseRate),
    c.judged,
    c.answered,
  ];
  return csvOf([
    head,
    row(t('surveys.team'), { ...team, name: '' }),
    ...months.map((m) => row(t('surveys.trend'), { ...m, name: m.month })),
    ...people.map((p) => row(t('surveys.by_person'), p)),
    ...markets.map((m) => row(t('surveys.by_market'), m)),
  ]);
}
