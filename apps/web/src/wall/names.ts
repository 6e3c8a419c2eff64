import type { Person } from '@tallyboard/contracts/people';
import { seasonParts } from './league';
import { localeNow, t, type WallLocale } from './texts';

type People = ReadonlyMap<string, Person>;
const COMPOUND = new Set([
  '欧阳',
  '司马',
  '上官',
  '诸葛',
  '东方',
  '慕容',
  '令狐',
  '皇甫',
  '尉迟',
  '公孙',
  '夏侯',
  '司徒',
]);
const MISSING = '—';

const shortest = (p: Person, locale: WallLocale): string => {
  if (locale === 'en') return p.nameEn.split(' ')[0]!;
  return COMPOUND.has(p.name.slice(0, 2)) ? p.name.slice(0, 2) : Array.from(p.name)[0]!;
};
const full = (p: Person, locale: WallLocale): string => (locale === 'en' ? p.nameEn : p.name);

/** The short name on a card: the surname (in English the first name), whole when two in the team would share it. */
export function shortName(id: string | null, people: People, locale = localeNow()): string {
  const person = people.get(id ?? '');
  if (!person) return MISSING;
  const short = shortest(person, locale);
  const same = [...people.values()].filter((p) => p.active && shortest(p, locale) === short);
  return same.length > 1 ? full(person, locale) : short;
}
/** The name in the language of the screen; somebody who is not of the team is a colleague. */
export function fullName(id: string, people: People): string {
  const person = people.get(id);
  return person ? full(person, localeNow()) : t('wall.someone');
}
/** "销售" or "Sales"; who has several roles is called by the first. */
export function roleName(id: string, people: People): string {
  const first = people.get(id)?.roles[0];
  return first ? t(`role.${first}`) : MISSING;
}

/** "第四季度 · 荣誉榜" of a season like "2026Q4". */
export function seasonLeague(code: string): string {
  const { quarter } = seasonParts(code);
  return t('wall.season_league', { quarter: localeNow() === 'en' ? quarter : ('一二三四'[Number(quarter) - 1] ?? '') });
}
