import type { WallCard } from '@tallyboard/contracts/order-cards';
import { type NextDeadline, nextDeadline, type Risk, riskOf } from '@tallyboard/rules/orders/deadline';
import { LANE_OF, LANES, type Lane, type Stage } from '@tallyboard/rules/orders/stages';
import type { WallBoard } from './board';

/** A stage's row: how many orders, and how many of them are late. */
export type StageRow = { stage: Stage; nameZh: string; nameEn: string; count: number; late: number };
/** A card somebody should look at, and why. */
export type Attention = { card: WallCard; risk: Risk; next: NextDeadline | null; justMoved: boolean };
export type LaneView = {
  lane: Lane;
  total: number;
  rows: readonly StageRow[];
  attention: readonly Attention[];
  /** Urgent cards that found no room. */
  more: number;
};
export type Totals = Record<Risk, number> & { inHand: number; settled: number };
/** The last move of each lane, shown for a while on top of its cards. */
export type Fresh = Readonly<Partial<Record<Lane, string>>>;

const ATTENTION = 3;
const URGENCY: Readonly<Record<Risk, number>> = { late: 0, blocked: 1, due: 2, ok: 3 };
const DONE: readonly Stage[] = ['SETTLED', 'CLOSED'];

/** Work that is still to be done. */
export const isInHand = (card: WallCard): boolean =>
  card.status !== 'cancelled' && card.stage !== 'LOST' && !DONE.includes(card.stage);

const compare = (a: Attention, b: Attention): number =>
  URGENCY[a.risk] - URGENCY[b.risk] ||
  (a.next?.daysLeft ?? 999) - (b.next?.daysLeft ?? 999) ||
  (a.card.no < b.card.no ? -1 : 1);

/** The most urgent cards of a lane: late, standing still, due. A card that just moved goes first. */
export function attentionOf(
  cards: readonly WallCard[],
  today: string,
  fresh?: string,
): Pick<LaneView, 'attention' | 'more'> {
  const all = cards.map((card): Attention => {
    const justMoved = card.id === fresh;
    return { card, risk: riskOf(card, today), next: nextDeadline(card, today), justMoved };
  });
  const urgent = all.filter((a) => a.risk !== 'ok' && !a.justMoved).sort(compare);
  const attention = [...all.filter((a) => a.justMoved), ...urgent].slice(0, ATTENTION);
  const shown = attention.filter((a) => urgent.includes(a)).length;
  return { attention, more: urgent.length - shown };
}

/** The three lanes of the wall. Settled orders are done and stand in none. */
export function lanesOf(board: WallBoard, today: string, fresh: Fresh = {}): LaneView[] {
  const inHand = [...board.cards.values()].filter(isInHand);
  const stages = [...board.settings.stages].sort((a, b) => a.position - b.position);
  return LANES.map((lane) => {
    const cards = inHand.filter((c) => LANE_OF[c.stage] === lane);
    const rows = stages
      .filter((s) => LANE_OF[s.code] === lane && s.code !== 'LOST' && !DONE.includes(s.code))
      .map(({ code, nameZh, nameEn }): StageRow => {
        const here = cards.filter((c) => c.stage === code);
        const late = here.filter((c) => riskOf(c, today) === 'late').length;
        return { stage: code, nameZh, nameEn, count: here.length, late };
      });
    return { lane, total: cards.length, rows, ...attentionOf(cards, today, fresh[lane]) };
  });
}

/** All work in hand by risk, and what is settled. */
export function totalsOf(board: WallBoard, today: string): Totals {
  const totals: Totals = { ok: 0, due: 0, late: 0, blocked: 0, inHand: 0, settled: 0 };
  for (const card of board.cards.values()) {
    if (isInHand(card)) {
      totals[riskOf(card, today)] += 1;
      totals.inHand += 1;
    } else if (card.status !== 'cancelled' && DONE.includes(card.stage)) totals.settled += 1;
  }
  return totals;
}
