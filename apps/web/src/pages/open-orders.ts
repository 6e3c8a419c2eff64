import type { Card } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { isOpen } from '@tallyboard/rules/orders/order';
import { call } from '../platform/call';

/** How many open orders of a team's board name a person as an owner; null when that board cannot be read. */
export async function openOrdersOf({ id, teamId }: { id: string; teamId: string }): Promise<number | null> {
  const answer = await call(ordersApi.board, { teamId }).catch(() => null);
  if (!answer?.ok) return null;
  const cards = answer.reply.cards as Card[];
  return cards.filter((c) => isOpen(c) && Object.values(c.owners).includes(id)).length;
}
