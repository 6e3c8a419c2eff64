import type { Card } from '@tallyboard/contracts/order-cards';
import { type Problem, type ProblemCode, PROBLEMS } from '@tallyboard/contracts/problems';
import type { Outcome } from '@tallyboard/rules/outcome';
import { breaksLimit } from '@tallyboard/rules/orders/columns';
import { decideMove, type BackwardReason, type MoveRefusal } from '@tallyboard/rules/orders/decide-move';
import { rankBetween } from '@tallyboard/rules/orders/rank';
import type { Stage } from '@tallyboard/rules/orders/stages';
import type { Capability } from '@tallyboard/rules/people/capabilities';
import { asOrder, type ColumnView } from './board-view';

export type MoveTo = { toStage: Stage; afterId: string | null; reason?: BackwardReason; note?: string };
/** What a move changes on the card that is shown. */
export type Drawn = Partial<Pick<Card, 'stage' | 'stageSince' | 'rank' | 'status' | 'statusReason' | 'lostFrom'>>;
type Context = { now: string; zone: string; capabilities: ReadonlySet<Capability> };

/** A provisional rank behind `afterId` (null: on top) among the cards of a column, not counting the card itself. */
export function provisionalRank(cards: readonly Card[], cardId: string, afterId: string | null): string {
  const others = cards.filter((c) => c.id !== cardId);
  const at = afterId === null ? 0 : others.findIndex((c) => c.id === afterId) + 1;
  const before = others[at - 1]?.rank ?? null;
  const after = others[at]?.rank ?? null;
  // Ranks of two cards that are being moved at once may meet; then only the order of drawing suffers.
  return before !== null && after !== null && before >= after ? before : rankBetween(before, after, 0.5);
}

/** Why this person cannot pick the card up at all, by the rule of every move; null when they can. */
export function whyFixed(card: Card, context: Context): Problem | null {
  const stay = { toStage: card.stage, expectedVersion: card.version, rank: card.rank };
  const decided = decideMove(asOrder(card), stay, context);
  return decided.ok ? null : problemOf(decided);
}
/** A refusal of our own rules in the form in which the server's come. */
export const problemOf = ({ code, details }: { code: ProblemCode; details?: object }): Problem => ({
  type: `urn:problem:${code}`,
  status: PROBLEMS[code],
  code,
  ...details,
});

/** The same rule as the server's, for an instant answer; the hard limit too, which here can only see this board. */
export function drawMove(
  card: Card,
  to: MoveTo,
  target: ColumnView | undefined,
  context: Context,
): Outcome<Drawn, MoveRefusal | 'orders.wip_limit'> {
  const rank = provisionalRank(target?.cards ?? [], card.id, to.afterId);
  const move = { toStage: to.toStage, expectedVersion: card.version, rank, reason: to.reason };
  const decided = decideMove(asOrder(card), move, context);
  if (!decided.ok) return decided;
  const comesIn = target && !target.stages.includes(card.stage);
  if (comesIn && breaksLimit(target.column, target.count)) return { ok: false, code: 'orders.wip_limit' };
  const { stage, stageSince } = decided.value;
  return { ok: true, value: { stage, stageSince, rank } };
}
