import type { Card } from '@tallyboard/contracts/order-cards';
import type { Problem } from '@tallyboard/contracts/problems';
import type { Stage } from '@tallyboard/rules/orders/stages';

/** A sentence a card carries for a few seconds: why it did not stay where it was put. */
export type CardNote =
  | { kind: 'problem'; problem: Problem }
  | { kind: 'moved'; by: string; at: string; stage: Stage }
  | { kind: 'changed'; by: string; at: string };

/** The order as it really stands, when a refusal tells it. */
export const currentOf = (problem: Problem): Card | undefined => problem['current'] as Card | undefined;

/** A conflict tells who was quicker and when; every other refusal explains itself by its code. */
export function conflictOf(problem: Problem): CardNote {
  const changed = problem['changed'] as { name: string; by: string; at: string } | null | undefined;
  if (problem.code !== 'orders.stale' || !changed) return { kind: 'problem', problem };
  const { name, by, at } = changed;
  const stage = currentOf(problem)?.stage;
  return name === 'orders.moved' && stage ? { kind: 'moved', by, at, stage } : { kind: 'changed', by, at };
}
