/** What a template may leave open, as `{{name}}`; in Chinese templates by its Chinese name. */
export const PLACEHOLDERS = {
  customer: '客户',
  contact: '联系人',
  product: '产品',
  country: '国家',
  no: '编号',
  me: '业务员',
} as const;
export type Placeholder = keyof typeof PLACEHOLDERS;

const OPEN = /\{\{\s*([\p{L}_]+)\s*\}\}/gu;
const named = (name: string): Placeholder | undefined =>
  (Object.keys(PLACEHOLDERS) as Placeholder[]).find((p) => p === name || PLACEHOLDERS[p] === name);

/** A template with what is known filled in. What is not known stays open, for the writer to see. */
export const fillTemplate = (body: string, known: Partial<Record<Placeholder, string>>): string =>
  body.replace(OPEN, (open, name: string) => {
    const placeholder = named(name);
    return (placeholder && known[placeholder]?.trim()) || open;
  });
/** What is still open in a text. */
export const openPlaces = (text: string): string[] => [...new Set(text.match(OPEN) ?? [])];

/** So much of a template has to be left in what was sent. */
export const LEFT_OF_TEMPLATE = 0.5;
const pieces = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/\p{Script=Han}|[\p{L}\p{N}]+/gu) ?? [];
const pairs = (list: readonly string[]): string[] =>
  list.length < 2 ? [...list] : list.slice(1).map((piece, i) => `${list[i]!} ${piece}`);

/**
 * Was the template sent with this text? At least half of its neighbouring words are there still, whatever was written around them. Who
 * deletes it before sending, or keeps only a greeting of it, has not used it.
 */
export function isTemplateIn(template: string, text: string): boolean {
  const parts = template.split(OPEN).filter((_, i) => i % 2 === 0);
  const wanted = parts.flatMap((part) => pairs(pieces(part)));
  if (wanted.length === 0) return false;
  const there = new Map<string, number>();
  for (const pair of pairs(pieces(text))) there.set(pair, (there.get(pair) ?? 0) + 1);
  const found = wanted.filter((pair) => {
    const left = there.get(pair) ?? 0;
    there.set(pair, left - 1);
    return left > 0;
  });
  return found.length / wanted.length >= LEFT_OF_TEMPLATE;
}
