import type { AwardId, AwardOut, Figures } from '@tallyboard/rules/points/awards/award';
import type { PeriodKind } from '@tallyboard/rules/time/periods';
import type { Texts } from './texts.js';
import { createTranslator, fillText, type TextParams } from './translator.js';

/** How awards are put into words: the same on the screen, on a certificate and in a mail. */
export type Wording = { locale: 'zh-CN' | 'en'; texts: Texts };
type Award = { award: AwardId };
type Counted = { figures: Figures; metric: number; n: number };

/** English as trade writes it: 24 Nov 2026, which no two countries read differently. */
const intl = ({ locale }: Wording): string => (locale === 'en' ? 'en-GB' : locale);
const figure = (wording: Wording, n: number, digits = 0): string =>
  new Intl.NumberFormat(intl(wording), { maximumFractionDigits: digits }).format(n);

/** "2026 年 10 月", "Week 45, 2026": the period as people call it. */
export function periodName(
  wording: Wording,
  { periodKind, period }: { periodKind: PeriodKind; period: string },
): string {
  const t = createTranslator(wording.texts);
  const [, year = period, part = ''] = /^(\d{4})[-QW]?(\d*)$/.exec(period) ?? [];
  const n = String(Number(part));
  switch (periodKind) {
    case 'week':
      return t('awards.week', { year, week: n });
    case 'month':
      return new Intl.DateTimeFormat(intl(wording), { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(
        new Date(`${period}-01T00:00:00Z`),
      );
    case 'quarter':
      return t('awards.quarter', { year, quarter: n });
    case 'year':
      return t('awards.whole_year', { year });
  }
}

/** "2026 年 11 月 26 日", "26 November 2026": the day an instant falls on in the office. */
export const dayName = (wording: Wording, instant: string, timeZone: string): string =>
  new Intl.DateTimeFormat(intl(wording), { timeZone, year: 'numeric', month: 'long', day: 'numeric' }).format(
    new Date(instant),
  );

const SHARES = new Set(['plan', 'followUps', 'qualified', 'quality', 'metric']);
/** Metrics that differ in the second digit. */
const FINE = new Set<AwardId>(['satisfaction_star', 'most_improved', 'customer_of_the_year']);

/** Rates and means with one digit, shares of a whole as percent, what is missing as a dash. */
function shown(wording: Wording, award: AwardId, figures: Figures): TextParams {
  const isShare = (name: string): boolean => award === 'best_newcomer' && SHARES.has(name);
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => {
      if (value === null) return [name, '—'];
      if (typeof value === 'string') return [name, value];
      return [name, isShare(name) ? `${figure(wording, value * 100)}%` : figure(wording, value, 1)];
    }),
  );
}

/** The rule in plain words, with its parameters. */
export const awardRule = ({ texts }: Wording, { award, params }: Award & { params: TextParams }): string =>
  fillText(texts.awardText[award], params);
/** What holds for all: the team's median for one. */
export const awardBase = (wording: Wording, { award, base }: Award & { base: Figures }): string =>
  fillText(wording.texts.awardBase[award], shown(wording, award, base));
/** The figures that made somebody's place. */
export function awardFigures(wording: Wording, { award }: Award, { figures, metric, n }: Counted): string {
  const fine = FINE.has(award) && { metric: figure(wording, metric, 2) };
  return fillText(wording.texts.awardFigures[award], { ...shown(wording, award, { ...figures, metric, n }), ...fine });
}
/** Why somebody is not eligible, and how far they are. */
export const awardOut = (
  wording: Wording,
  { award }: Award,
  { why, figures, n }: { why: AwardOut; figures: Figures; n: number },
): string => fillText(wording.texts.awardOut[why], { ...shown(wording, award, figures), n });
