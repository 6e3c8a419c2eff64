import { surveyPage as en } from '@tallyboard/locale/en/survey-page';
import type { TextArgs, TextKey } from '@tallyboard/locale/texts';
import { fillText, type TextParams } from '@tallyboard/locale/translator';
import { surveyPage as zh } from '@tallyboard/locale/zh-cn/survey-page';
import { shallowRef } from 'vue';

export const LANGUAGES = { 'zh-CN': '中文', en: 'English' } as const;
export type Language = keyof typeof LANGUAGES;
const TEXTS: Readonly<Record<Language, Readonly<Record<string, string>>>> = { 'zh-CN': zh, en };
type Name = keyof typeof zh;
type Key<N extends Name> = Extract<TextKey, `surveyPage.${N}`>;

const current = shallowRef<Language>('en');
export const languageNow = (): Language => current.value;
export function speak(language: Language): void {
  current.value = language;
  document.documentElement.lang = language;
  document.title = t('title');
}

/** What this browser reads, until the survey says what the buyer reads. */
export const languageOf = (wish: string): Language => (wish.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');

/** A text of the page in the language of the reader. */
export function t<N extends Name>(name: N, ...args: TextArgs<Key<N>>): string {
  const [params] = args as [TextParams?];
  return fillText(TEXTS[current.value][name] ?? name, params ?? {});
}
