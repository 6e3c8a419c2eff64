/** A secured order of a customer, as the points engine remembers it. */
export type SecuredOrder = { orderId: string; securedAt: string; usdMinor: number };

/**
 * What a sale is to its customer, judged once, at the moment it is SECURED, and kept:
 * `first` ever, `repeat`, or a `piece` of a purchase that came in several orders within the window (points.md ORD-01). An order that
 * was entered already SECURED is `carried` over from before: the board did not see it won, so it earns nothing for that, but the
 * customer is known from then on. `shippedOnEntry`: it was even on board already.
 */
export type Sale = {
  kind: 'first' | 'repeat' | 'piece' | 'carried';
  groupUsdMinorBefore: number;
  shippedOnEntry: boolean;
};
export const carried = (shippedOnEntry: boolean): Sale => ({ kind: 'carried', groupUsdMinorBefore: 0, shippedOnEntry });

export const PIECE_WINDOW_DAYS = 7;

/** `others` are the customer's other orders that are secured at this moment; cancelled or reverted ones are not among them. */
export function classifySale(others: readonly SecuredOrder[], securedAt: string): Sale {
  const windowStart = Date.parse(securedAt) - PIECE_WINDOW_DAYS * 86_400_000;
  const group = others.filter((o) => Date.parse(o.securedAt) > windowStart);
  if (group.length > 0)
    return { kind: 'piece', groupUsdMinorBefore: group.reduce((sum, o) => sum + o.usdMinor, 0), shippedOnEntry: false };
  return { kind: others.length > 0 ? 'repeat' : 'first', groupUsdMinorBefore: 0, shippedOnEntry: false };
}
