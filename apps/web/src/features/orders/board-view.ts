import type { Card, StageSettings } from '@tallyboard/contracts/order-cards';
import { nextDeadline, type Risk, riskOf } from '@tallyboard/rules/orders/deadline';
import { isOpen, type Order } from '@tallyboard/rules/orders/order';
import { compareRanks } from '@tallyboard/rules/orders/rank';
import { LANE_OF, LANES, type Lane, type Stage } from '@tallyboard/rules/orders/stages';

export type BoardFilter = {
  q?: string | undefined;
  owner?: string | undefined;
  country?: string | undefined;
  risk?: Exclude<Risk, 'ok'> | undefined;
};
export type ColumnView = {
  column: StageSettings['columns'][number];
  stages: Stage[];
  cards: Card[];
  /** Cards in the column whether or not the filter shows them: limits are judged by these. */
  count: number;
  /** Sum in US cents of the shown cards; null where prices are not visible. */
  usdMinor: number | null;
  /** Half of the shown cards stand here longer than this many days. */
  medianDays: number | null;
};
export type LaneView = { lane: Lane; columns: ColumnView[]; count: number };

/** The rules speak of whole orders. What a card does not carry has no part in moving it. */
export const asOrder = (card: Card): Order => ({
  teamId: '',
  incoterm: null,
  place: '',
  currency: null,
  amountMinor: null,
  amountUsdMinor: null,
  frozenShipOn: null,
  onBoardOn: null,
  credit: [],
  securedAt: null,
  createdAt: card.stageSince,
  ...card,
});
export const cardRisk = (card: Card, today: string): Risk => riskOf(asOrder(card), today);
/** How a card's next date is coloured: without a date there is nothing to be well or badly with. */
export type Tone = Risk | 'none';
export function cardTone(card: Card, today: string): Tone {
  const risk = cardRisk(card, today);
  return risk === 'ok' && !nextDeadline(asOrder(card), today) ? 'none' : risk;
}
/** Who has the work now: the owner of the lane the card stands in, else the sales owner. */
export const ownerNow = (card: Card): string | null => card.owners[LANE_OF[card.stage]] ?? card.owners.sales;

const holds = (text: string, q: string): boolean => text.toLowerCase().includes(q);
export function matches(card: Card, filter: BoardFilter, today: string): boolean {
  if (filter.owner && !Object.values(card.owners).includes(filter.owner)) return false;
  if (filter.country && card.country !== filter.country) return false;
  if (filter.risk && cardRisk(card, today) !== filter.risk) return false;
  const q = filter.q?.trim().toLowerCase();
  return !q || holds(card.no, q) || holds(card.customerName, q) || holds(card.title, q);
}
export const isFiltered = (f: BoardFilter): boolean => Boolean((f.q ?? '').trim() || f.owner || f.country || f.risk);

export function medianDays(cards: readonly Card[], now: string): number | null {
  if (cards.length === 0) return null;
  const ages = cards.map((c) => Math.max(0, Date.parse(now) - Date.parse(c.stageSince))).sort((a, b) => a - b);
  const middle = Math.floor(ages.length / 2);
  const ms = ages.length % 2 === 1 ? ages[middle]! : (ages[middle - 1]! + ages[middle]!) / 2;
  return Math.round(ms / 8_640_000) / 10;
}
export const sumUsd = (cards: readonly Card[]): number => cards.reduce((sum, c) => sum + (c.amountUsdMinor ?? 0), 0);

export type BoardInput = {
  settings: StageSettings;
  cards: Iterable<Card>;
  filter: BoardFilter;
  now: string;
  today: string;
  prices: boolean;
};
/** The board as it is drawn: lanes, their columns, and in each the open cards by rank. */
export function boardOf({ settings, cards, filter, now, today, prices }: BoardInput): LaneView[] {
  const columnOf = new Map(settings.stages.map((s) => [s.code, s.columnId]));
  const shown = new Map<string, Card[]>(settings.columns.map((c) => [c.id, []]));
  const counts = new Map<string, number>();
  for (const card of cards) {
    const columnId = columnOf.get(card.stage);
    if (!columnId || !isOpen(card)) continue;
    counts.set(columnId, (counts.get(columnId) ?? 0) + 1);
    if (matches(card, filter, today)) shown.get(columnId)?.push(card);
  }
  const columns = [...settings.columns].sort((a, b) => a.position - b.position);
  return LANES.map((lane) => {
    const views = columns
      .filter((c) => c.lane === lane)
      .map((column): ColumnView => {
        const list = shown.get(column.id)!.sort((a, b) => compareRanks(a.rank, b.rank));
        const stages = settings.stages.filter((s) => s.columnId === column.id).sort((a, b) => a.position - b.position);
        return {
          column,
          stages: stages.map((s) => s.code),
          cards: list,
          count: counts.get(column.id) ?? 0,
          usdMinor: prices ? sumUsd(list) : null,
          medianDays: medianDays(list, now),
        };
      });
    return { lane, columns: views, count: views.reduce((n, v) => n + v.cards.length, 0) };
  });
}
