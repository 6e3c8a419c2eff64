import type { Order } from '../orders/order.js';
import { isGivenUp } from '../orders/decide-edit.js';
import { hasReached, type Stage } from '../orders/stages.js';
import { decided, type Outcome, refused } from '../outcome.js';
import type { ItemLanguage, ItemText, ItemType } from './item.js';

/**
 * How an item is used 引用: a template that stands in a reply 回复, a checklist that is ticked off on an order 清单, or anything else that is
 * linked to an order 关联.
 */
export const USE_KINDS = ['reply', 'checklist', 'link'] as const;
export type UseKind = (typeof USE_KINDS)[number];
export const kindOnOrder = (type: ItemType): UseKind => (type === 'checklist' ? 'checklist' : 'link');

/** A line of a checklist as it was when it was attached; who ticked it off, and when. */
export type CheckLine = { text: string; done: { by: string; at: string } | null };
export const MOST_LINES = 100;

const ITEM_LINE = /^\s*(?:[-*+]|\d+[.)])\s+(?:\[[ xX]\]\s*)?(.*)$/;
/** The lines of a checklist: what its Markdown lists; where it lists nothing, each of its lines but headings, quotations and what is left empty. */
export function checkLines(body: string): CheckLine[] {
  const all = body.split('\n');
  const listed = all.flatMap((line) => ITEM_LINE.exec(line)?.[1]?.trim() || []);
  const plain = all
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^[#>|]/.test(line) && !ITEM_LINE.test(line));
  return (listed.length > 0 ? listed : plain).slice(0, MOST_LINES).map((text) => ({ text, done: null }));
}

export type UseRefusal = 'orders.locked' | 'knowledge.used_already' | 'knowledge.use_settled' | 'knowledge.not_used';
type UsedOn = Pick<Order, 'status' | 'stage'>;
const locked = ({ status, stage }: UsedOn): Outcome<never, UseRefusal> => refused('orders.locked', { status, stage });

/** Something of the pool is attached to an order, once; what was given up is only looked at. */
export function decideAttach(order: UsedOn, used: boolean): Outcome<null, UseRefusal> {
  if (isGivenUp(order)) return locked(order);
  return used ? refused('knowledge.used_already') : decided(null);
}

/** What an order was settled with stays, whatever is taken off or withdrawn: its authors had their share of it. */
export const staysUsed = ({ stage }: Pick<Order, 'stage'>): boolean => hasReached(stage, 'SETTLED');

/** It is taken off again. */
export function decideDetach(order: UsedOn, used: boolean): Outcome<null, UseRefusal> {
  if (!used) return refused('knowledge.not_used');
  if (isGivenUp(order)) return locked(order);
  return staysUsed(order) ? refused('knowledge.use_settled') : decided(null);
}

export type Tick = { line: number; done: boolean; by: string; at: string };
/** A line is ticked off or not; said twice, or by two at once, it is as the first said. */
export function decideTick(
  order: UsedOn,
  lines: readonly CheckLine[] | null,
  { line, done, by, at }: Tick,
): Outcome<CheckLine[], UseRefusal> {
  const was = lines?.[line];
  if (!lines || !was) return refused('knowledge.not_used');
  if (isGivenUp(order)) return locked(order);
  const is = { ...was, done: done ? { by, at } : null };
  return decided(lines.map((l, i) => (i === line && (l.done !== null) !== done ? is : l)));
}

/** What somebody could use an item for: of these types, at one of these stages, for this market, in this language. */
export type Wanted = {
  types: readonly ItemType[];
  stages: readonly Stage[];
  market: string | null;
  language: ItemLanguage;
};
export const MOST_SUGGESTED = 5;
type Offered = Pick<ItemText, 'market' | 'stage' | 'language'> & { type: ItemType };

/** How well an item fits: what is said to be for this market or stage before what is for any; null where it is for another. */
export function fitOf({ type, market, stage, language }: Offered, wanted: Wanted): number | null {
  const isElsewhere =
    (market !== null && market !== wanted.market) || (stage !== null && !wanted.stages.includes(stage));
  if (!wanted.types.includes(type) || isElsewhere) return null;
  return (market === null ? 0 : 4) + (stage === null ? 0 : 2) + (language === wanted.language ? 1 : 0);
}

/** Those that fit best, in their order where they fit equally. */
export const suggest = <I extends Offered>(items: readonly I[], wanted: Wanted): I[] =>
  items
    .flatMap((item) => {
      const fit = fitOf(item, wanted);
      return fit === null ? [] : [{ item, fit }];
    })
    .sort((a, b) => b.fit - a.fit)
    .slice(0, MOST_SUGGESTED)
    .map(({ item }) => item);

/** Stages in which one writes to a buyer who has not bought yet. */
export const TALKING_STAGES: readonly Stage[] = ['INQUIRY', 'QUOTED', 'NEGOTIATING'];
/** Chinese for those who write Chinese, English for everybody else. */
export const languageFor = (code: string | null): ItemLanguage => (code === 'zh' ? 'zh-CN' : 'en');
