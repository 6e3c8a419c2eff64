import { allocate } from '../money/money.js';
import { creditOf, type Order } from '../orders/order.js';
import type { Cap, Entitlement } from './rule.js';

/** A whole number of points shared by the order's credit split, to the point; `inputs` are completed by each share and the total. */
export function byCredit(
  order: Order,
  total: number,
  inputs: Entitlement['inputs'],
  cap: Cap | null = null,
): Pick<Entitlement, 'ownerId' | 'amount' | 'cap' | 'inputs'>[] {
  const credit = creditOf(order);
  const shares = allocate(
    total,
    credit.map((c) => c.percent),
  );
  return credit.map(({ userId, percent }, i) => ({
    ownerId: userId,
    amount: shares[i]!,
    cap,
    inputs: { ...inputs, percent, total },
  }));
}
