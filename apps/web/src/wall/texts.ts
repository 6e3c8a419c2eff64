import { award as enAward } from '@tallyboard/locale/en/awards';
import { role as enRole } from '@tallyboard/locale/en/people';
import { honourRule as enRule } from '@tallyboard/locale/en/rule-names';
import { kudosFor as enKudos } from '@tallyboard/locale/en/recognition';
import { lane as enLane } from '@tallyboard/locale/en/trade';
import { city as enCity, deadlineShort as enDeadline, wall as enWall } from '@tallyboard/locale/en/wall';
import type { TextArgs, TextKey } from '@tallyboard/locale/texts';
import { fillText, type TextParams } from '@tallyboard/locale/translator';
import { award as zhAward } from '@tallyboard/locale/zh-cn/awards';
import { role as zhRole } from '@tallyboard/locale/zh-cn/people';
import { honourRule as zhRule } from '@tallyboard/locale/zh-cn/rule-names';
import { kudosFor as zhKudos } from '@tallyboard/locale/zh-cn/recognition';
import { lane as zhLane } from '@tallyboard/locale/zh-cn/trade';
import { city as zhCity, deadlineShort as zhDeadline, wall as zhWall } from '@tallyboard/locale/zh-cn/wall';
import { shallowRef } from 'vue';

/** The few texts of the wall, both languages at once: the pairing screen speaks both. */
const TEXTS = {
  'zh-CN': {
    wall: zhWall,
    city: zhCity,
    lane: zhLane,
    deadlineShort: zhDeadline,
    role: zhRole,
    rule: zhRule,
    award: zhAward,
    kudosFor: zhKudos,
  },
  en: {
    wall: enWall,
    city: enCity,
    lane: enLane,
    deadlineShort: enDeadline,
    role: enRole,
    rule: enRule,
    award: enAward,
    kudosFor: enKudos,
  },
} as const;
type Domain = keyof (typeof TEXTS)['en'];

export type WallLocale = keyof typeof TEXTS;
/** The keys of the texts a wall has. */
export type WallKey = Extract<TextKey, `${Domain}.${string}`>;

const current = shallowRef<WallLocale>('zh-CN');
export const localeNow = (): WallLocale => current.value;
export function setLocale(locale: WallLocale): void {
  current.value = locale;
  document.documentElement.lang = locale;
}

/** `?lang=en` or `?lang=zh` wins; else what the browser speaks. */
export function localeFrom(search: string, language: string): { locale: WallLocale; fixed: boolean } {
  const asked = new URLSearchParams(search).get('lang');
  const name = (asked ?? language).toLowerCase();
  return { locale: name.startsWith('zh') ? 'zh-CN' : 'en', fixed: asked !== null };
}

/** A text in a given language. */
export function say<K extends WallKey>(locale: WallLocale, key: K, ...args: TextArgs<K>): string {
  const dot = key.indexOf('.');
  const domain: Readonly<Record<string, string>> = TEXTS[locale][key.slice(0, dot) as Domain];
  const [params] = args as [TextParams?];
  return fillText(domain[key.slice(dot + 1)] ?? key, params ?? {});
}
/** A text in the language of the screen. */
export const t = <K extends WallKey>(key: K, ...args: TextArgs<K>): string => say(current.value, key, ...args);

/** A stage's or lane's own name in the language of the screen. */
export const named = (x: { nameZh: string; nameEn: string }): string => (current.value === 'en' ? x.nameEn : x.nameZh);
