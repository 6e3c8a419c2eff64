import type { TextArgs, TextKey, Texts } from './texts.js';

export type TextParams = Readonly<Record<string, string | number>>;
export type Translator = <K extends TextKey>(key: K, ...args: TextArgs<K>) => string;

/** Fills `{name}`; `{n:order|orders}` chooses by the number `n`. A parameter that is missing shows as a dash. */
export const fillText = (text: string, params: TextParams): string =>
  text.replace(/\{(\w+)(?::([^|}]*)\|([^}]*))?\}/g, (_, name: string, one?: string, many?: string) => {
    const value = params[name];
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many;
    return value === undefined ? '—' : String(value);
  });

const textAt = (texts: Texts, key: string): string => {
  const dot = key.indexOf('.');
  const domain = texts[key.slice(0, dot) as keyof Texts] as Readonly<Record<string, string>>;
  return domain[key.slice(dot + 1)] ?? key;
};

/** A typed translator over one catalogue; the same for screens, mails and CSV headers. */
export function createTranslator(texts: Texts): Translator {
  return (key, ...args) => {
    const [params] = args as [TextParams?];
    return fillText(textAt(texts, key), params ?? {});
  };
}
