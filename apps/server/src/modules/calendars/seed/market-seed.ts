import { addDays } from '@tallyboard/rules/time/business-day';
import type { DayRule, YearState } from '@tallyboard/rules/time/work-calendar';
import { HOLIDAY_DAYS } from './holiday-days.js';
import { HOLIDAY_NAMES } from './holiday-names.js';

export type MarketSeed = {
  market: string;
  weekend: number[];
  years: Record<string, YearState>;
  days: Record<string, DayRule>;
};

const FRIDAY_SATURDAY = new Set(['SA', 'EG']);
const LIBRARY = 'date-holidays 3.37.0 (CC-BY-3.0)';
const NOTICE = '国务院办公厅 2026 年放假通知 · State Council notice for 2026';
const LAW = '全国年节及纪念日放假办法 · national law, dates not announced yet';

/** Of China there is a notice for 2026 only; of India the library knows six days a year, without Diwali, Holi and Eid. */
const stateOf = (market: string, year: string): YearState =>
  market === 'CN' && year > '2026' ? 'unannounced' : market === 'IN' ? 'incomplete' : 'known';
const sourceOf = (market: string, year: string): string => (market !== 'CN' ? LIBRARY : year === '2026' ? NOTICE : LAW);

function namesOf(name: string, isWork: boolean): { nameZh: string; nameEn: string } {
  const substitute = name.endsWith(' (substitute day)');
  const zh = HOLIDAY_NAMES[name.replace(' (substitute day)', '')] ?? name;
  if (isWork) return { nameZh: `${zh}调休上班`, nameEn: `Make-up workday for ${name}` };
  return { nameZh: substitute ? `${zh}（补假）` : zh, nameEn: name };
}

/** Two holidays may fall on one day. */
const joined = (a: DayRule | undefined, b: DayRule): DayRule =>
  a && a.nameEn !== b.nameEn ? { ...a, nameZh: `${a.nameZh}、${b.nameZh}`, nameEn: `${a.nameEn}, ${b.nameEn}` } : b;

function read(market: string, table: string): MarketSeed {
  const seed: MarketSeed = { market, weekend: FRIDAY_SATURDAY.has(market) ? [5, 6] : [6, 7], years: {}, days: {} };
  for (const line of table.trim().split('\n')) {
    const year = line.slice(0, 4);
    seed.years[year] = stateOf(market, year);
    for (const entry of line.slice(6).split('; ')) {
      const [, on, count, mark, name] = /^(\d\d-\d\d)(?:\+(\d+))?([~!]?) (.+)$/.exec(entry) as unknown as string[];
      const isWork = mark === '!';
      const rule: DayRule = {
        kind: isWork ? 'work' : 'off',
        ...namesOf(name!, isWork),
        certainty: mark === '~' ? 'estimate' : 'fixed',
        source: sourceOf(market, year),
      };
      for (let i = 0; i < Number(count ?? 1); i += 1) {
        const day = addDays(`${year}-${on!}`, i);
        seed.days[day] = joined(seed.days[day], rule);
      }
    }
  }
  return seed;
}

/** What the product comes with, by market. */
export const MARKET_SEEDS: readonly MarketSeed[] = Object.entries(HOLIDAY_DAYS).map(([market, table]) =>
  read(market, table),
);
