import { en } from './en.js';
import { createTranslator, type Translator } from './translator.js';
import { zhCN } from './zh-cn.js';

/** Both languages at once, for the server; the web loads one catalogue at a time. */
export const TRANSLATORS: Readonly<Record<'zh-CN' | 'en', Translator>> = {
  'zh-CN': createTranslator(zhCN),
  en: createTranslator(en),
};
