import { expect, test } from 'vitest';
import { en } from './en.js';
import { createTranslator, fillText } from './translator.js';
import { zhCN } from './zh-cn.js';

const flat = (texts: Readonly<Record<string, Readonly<Record<string, string>>>>): Map<string, string> =>
  new Map(Object.entries(texts).flatMap(([d, o]) => Object.entries(o).map(([k, v]) => [`${d}.${k}`, v] as const)));
const params = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)/g)].map((m) => m[1]!))].sort((a, b) => (a < b ? -1 : 1));
const zh = flat(zhCN);
const english = flat(en);

test('both languages have the same keys', () => {
  expect([...english.keys()].sort()).toEqual([...zh.keys()].sort());
});
test('no text is empty, and none has stray blanks', () => {
  for (const [key, text] of [...zh, ...english]) expect(text, key).toMatch(/^\S(.*\S)?$/s);
});
test('both languages use the same parameters', () => {
  for (const [key, text] of zh) expect(params(english.get(key)!), key).toEqual(params(text));
});
test('the English catalogue holds no Chinese', () => {
  for (const [key, text] of english) expect(text, key).not.toMatch(/\p{Script=Han}/u);
});
test('parameters are filled and numbers choose the form of a word', () => {
  const t = createTranslator(en);
  expect(t('orders.moved_to', { no: 'YD-1', stage: t('stage.SHIPPED') })).toBe('YD-1 moved to “On board”');
  expect(t('orders.totals', { n: 1 })).toBe('1 order');
  expect(t('orders.totals', { n: 12 })).toBe('12 orders');
  expect(t('problem.orders.stale')).toContain('latest');
  expect(fillText('{a} {b}', { a: 0 })).toBe('0 —');
});
test('unknown keys and missing parameters do not compile', () => {
  const t = createTranslator(zhCN);
  // @ts-expect-error no such text
  expect(t('orders.no_such_text')).toBe('orders.no_such_text');
  // @ts-expect-error the stage is missing
  expect(t('orders.moved_to', { no: 'YD-1' })).toContain('—');
});
