import type { AwardCard, AwardDetail, IneligibleView, PlacedView } from '@tallyboard/contracts/awards';
import { fillText } from '@tallyboard/locale/translator';
import { figure, monthName } from '../../../platform/format';
import { awardText, t } from '../../../platform/i18n';

type Shown = Readonly<Record<string, number | string>>;

/** "2026 年 10 月", "Week 45, 2026": the period as people call it. */
export function periodName({ periodKind, period }: Pick<AwardCard, 'periodKind' | 'period'>): string {
  const [, year = period, part = ''] = /^(\d{4})[-QW]?(\d*)$/.exec(period) ?? [];
  const n = String(Number(part));
  switch (periodKind) {
    case 'week':
      return t('awards.week', { year, week: n });
    case 'month':
      return monthName(period);
    case 'quarter':
      return t('awards.quarter', { year, quarter: n });
    case 'year':
      return t('awards.whole_year', { year });
  }
}

/** Rates and means with one digit, shares of a whole as percent, what is missing as a dash. */
function shown(award: AwardCard['award'], figures: Readonly<Record<string, number | string | null>>): Shown {
  const isShare = (name: string): boolean => award === 'best_newcomer' && SHARES.has(name);
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => {
      if (value === null) return [name, '—'];
      if (typeof value === 'string') return [name, value];
      return [name, isShare(name) ? `${figure(value * 100)}%` : figure(value, 1)];
    }),
  );
}
const SHARES = new Set(['plan', 'followUps', 'qualified', 'quality', 'metric']);
/** Metrics that differ in the second digit. */
const FINE = new Set<AwardCard['award']>(['satisfaction_star', 'most_improved', 'customer_of_the_year']);

/** The rule in plain words, with its parameters. */
export const ruleOf = ({ award, params }: AwardDetail): string => fillText(awardText('awardText', award), params);
export const baseOf = ({ award, base }: AwardDetail): string =>
  fillText(awardText('awardBase', award), shown(award, base));
/** The figures that made somebody's place. */
export function figuresOf({ award }: Pick<AwardCard, 'award'>, { figures, metric, n }: PlacedView): string {
  const filled = { ...shown(award, { ...figures, metric, n }), ...(FINE.has(award) && { metric: figure(metric, 2) }) };
  return fillText(awardText('awardFigures', award), filled);
}
export const whyOut = ({ award }: Pick<AwardCard, 'award'>, { why, figures, n }: IneligibleView): string =>
  fillText(awardText('awardOut', why), { ...shown(award, figures), n });
