import type { Wording } from '@tallyboard/locale/award-words';
import { createTranslator, type Translator } from '@tallyboard/locale/translator';
import type { Texts } from '@tallyboard/locale/texts';
import type { RuleId } from '@tallyboard/rules/points/rule';
import { shallowRef } from 'vue';
import { recall, remember } from './storage';

export type Locale = 'zh-CN' | 'en';
const LOADERS: Readonly<Record<Locale, () => Promise<Texts>>> = {
  'zh-CN': async () => (await import('@tallyboard/locale/zh-cn')).zhCN,
  en: async () => (await import('@tallyboard/locale/en')).en,
};

/** The language of this person, else of this browser. */
export const preferredLocale = (): Locale => {
  const kept = recall('local', 'locale');
  if (kept === 'zh-CN' || kept === 'en') return kept;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
};

const current = shallowRef<{ locale: Locale; texts: Texts; t: Translator }>({
  locale: 'zh-CN',
  texts: {} as Texts,
  t: createTranslator({} as Texts),
});

/** Has somebody chosen a language on this device? Then it wins over the person's own. */
export const localeChosen = (): boolean => recall('local', 'locale') !== null;

/** Switches the language of everything on the screen at once; a choice of the reader is remembered on this device. */
export async function setLocale(locale: Locale, chosen = false): Promise<void> {
  const texts = await LOADERS[locale]();
  current.value = { locale, texts, t: createTranslator(texts) };
  if (chosen) remember('local', 'locale', locale);
  if (typeof document !== 'undefined') {
    document.documentElement.lang = locale;
    document.title = current.value.t('app.name');
  }
}
export const localeNow = (): Locale => current.value.locale;

/** A translator that follows the language: read in a template or computed, it is drawn again on a switch. */
export const t: Translator = (key, ...args) => current.value.t(key, ...args);
export const useT = (): Translator => t;

/** A text with its braces: for rules, whose parameters are data that only the server knows. */
export const rawText = (domain: 'ruleText' | 'ruleFigures', rule: RuleId): string => current.value.texts[domain][rule];
/** The language with its texts, for words that are put together elsewhere. */
export const wording = (): Wording => current.value;
/** The same in the language that is asked for, whoever reads: for what is sent to somebody else. */
export const wordingIn = async (locale: Locale): Promise<Wording> => ({ locale, texts: await LOADERS[locale]() });
/** What a parameter of a rule is called. */
export const paramText = (name: string): string =>
  (current.value.texts.ruleParam as Readonly<Record<string, string>>)[name] ?? name;
