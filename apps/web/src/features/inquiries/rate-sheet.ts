import { type CsvCell, csvOf } from '../../platform/csv';
import { MISSING } from '../../platform/format';
import { t } from '../../platform/i18n';

export type Rate = { hits: number; misses: number; running: number; rate: number | null };
type Named = Rate & { name: string; answered?: number | null; medianWorkedMinutes?: number | null };

/** "87%", rounded down so that a miss is never told away; a dash while nothing is decided. */
export const percent = (rate: number | null): string => (rate === null ? MISSING : `${Math.floor(rate * 100)}%`);

const row = (kind: string, r: Named): CsvCell[] => [
  kind,
  r.name,
  r.rate === null ? null : Math.floor(r.rate * 1000) / 10,
  r.hits,
  r.misses,
  r.running,
  r.answered ?? null,
  typeof r.medianWorkedMinutes === 'number' ? Math.round(r.medianWorkedMinutes * 10) / 10 : null,
];

/** The reply rate as a sheet, one row for the team, each person and each source. */
export function rateSheet(team: Rate, people: readonly Named[], sources: readonly Named[]): string {
  const head = [
    '',
    t('inquiries.rate_name'),
    `${t('inquiries.rate_rate')} %`,
    t('inquiries.rate_hits'),
    t('inquiries.rate_misses'),
    t('inquiries.rate_running'),
    t('inquiries.rate_answered'),
    `${t('inquiries.rate_median')} (min)`,
  ];
  return csvOf([
    head,
    row(t('inquiries.rate_title'), { ...team, name: '' }),
    ...people.map((p) => row(t('inquiries.rate_people'), p)),
    ...sources.map((s) => row(t('inquiries.rate_sources'), s)),
  ]);
}
