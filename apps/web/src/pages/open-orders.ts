import { ordersApi } from '@tallyboard/contracts/orders';
import { call } from '../platform/call';

/** How many open orders of their team name a person as an owner; null when that cannot be found out. */
export async function openOrdersOf({ id }: { id: string }): Promise<number | null> {
  const answer = await call(ordersApi.openOf, { id }).catch(() => null);
  return answer?.ok ? answer.reply.open : null;
}
