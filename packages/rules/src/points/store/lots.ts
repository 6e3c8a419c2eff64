import { addMonths } from '../../time/business-day.js';

/** Knowledge credits 知识币 are kept in lots: what came together goes together, the oldest first, and is gone a year after it vested. */
export const LOT_MONTHS = 12;
/** From so many days before its end on a lot is warned of. */
export const LOT_WARNING_DAYS = 30;

/** How much of which lot something drew. */
export type Draw = Readonly<Record<string, number>>;

/** What happened to somebody's credits. */
export type CreditMove =
  /** Came in by a rule; `amount` is what is left after older debts were paid from it. */
  | { kind: 'gained'; id: string; season: string; amount: number; on: string }
  /** A grant was taken back: `lotId` is what it had brought, of the same season. */
  | { kind: 'taken'; lotId: string; season: string; amount: number }
  /** Reserved for something, or expired. */
  | { kind: 'drawn'; draw: Draw }
  /** Released or refunded: back into the lots it came from, which end when they would have ended. */
  | { kind: 'returned'; draw: Draw };

export type Lot = {
  id: string;
  season: string;
  gained: number;
  left: number;
  gainedOn: string;
  /** The first day on which it is gone. */
  endsOn: string;
};

/**
 * The lots as the moves leave them, the oldest first. In which order the moves came makes no difference: of two that happen at once nobody
 * can tell from their lines which the ledger took first. So what was drawn and given back is added up, and what was taken back goes last.
 */
export function foldLots(moves: readonly CreditMove[]): Lot[] {
  const lots = moves.flatMap((m): Lot[] => (m.kind === 'gained' && m.amount > 0 ? [lotOf(m)] : [])).sort(byAge);
  for (const move of moves) {
    if (move.kind !== 'drawn' && move.kind !== 'returned') continue;
    const sign = move.kind === 'drawn' ? -1 : 1;
    for (const [id, amount] of Object.entries(move.draw)) lots.find((l) => l.id === id)!.left += sign * amount;
  }
  const taken = moves.filter((m) => m.kind === 'taken').sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
  for (const move of taken) take(lots, move);
  return lots;
}

const lotOf = ({ id, season, amount, on }: Extract<CreditMove, { kind: 'gained' }>): Lot => ({
  id,
  season,
  gained: amount,
  left: amount,
  gainedOn: on,
  endsOn: addMonths(on, LOT_MONTHS),
});

const byAge = (a: Lot, b: Lot): number => (a.endsOn < b.endsOn ? -1 : a.endsOn > b.endsOn ? 1 : a.id < b.id ? -1 : 1);

/** What a grant brought goes first from its own lot; what is spent of it already, from the oldest of its season, which the ledger took it from. */
function take(lots: Lot[], { lotId, season, amount }: { lotId: string; season: string; amount: number }): void {
  let due = amount;
  const own = lots.find((l) => l.id === lotId);
  const others = lots.filter((l) => l !== own && l.season === season).sort(byAge);
  for (const lot of own ? [own, ...others] : others) {
    const part = Math.min(lot.left, due);
    lot.left -= part;
    due -= part;
  }
}

/** What can be spent on a day. */
export const spendable = (lots: readonly Lot[], today: string): number =>
  lots.reduce((sum, l) => sum + (today < l.endsOn ? l.left : 0), 0);

/** Draws a price from the lots that end first; null when they do not hold it. */
export function draw(lots: readonly Lot[], price: number, today: string): Draw | null {
  if (price > spendable(lots, today)) return null;
  const drawn: Record<string, number> = {};
  let due = price;
  for (const lot of [...lots].sort(byAge)) {
    const part = today < lot.endsOn ? Math.min(lot.left, due) : 0;
    if (part > 0) drawn[lot.id] = part;
    due -= part;
  }
  return drawn;
}

/** What is in lots that have ended. */
export const expired = (lots: readonly Lot[], today: string): Draw =>
  Object.fromEntries(lots.filter((l) => l.left > 0 && today >= l.endsOn).map((l) => [l.id, l.left]));

/** Lots that end soon, for a warning. */
export const endingSoon = (lots: readonly Lot[], today: string, until: string): Lot[] =>
  lots.filter((l) => l.left > 0 && today < l.endsOn && l.endsOn <= until);
