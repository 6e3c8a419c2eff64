/**
 * What a sale is to its customer: `first` ever, `repeat`, or a `piece` of a purchase that came in several orders within the window
 * (points.md ORD-01). An order that was entered already SECURED is `carried` over from before: the board did not see it won, so it earns
 * nothing for that, but the customer is known from then on. `shippedOnEntry`: it was even on board already.
 */
export type Sale = {
  kind: 'first' | 'repeat' | 'piece' | 'carried';
  groupUsdMinorBefore: number;
  shippedOnEntry: boolean;
};
export const carried = (shippedOnEntry: boolean): Sale => ({ kind: 'carried', groupUsdMinorBefore: 0, shippedOnEntry });

/** A secured order of a customer, as the points engine remembers it. */
export type SecuredOrder = { orderId: string; securedAt: string; usdMinor: number; kind: Sale['kind'] };
type Moment = Pick<SecuredOrder, 'orderId' | 'securedAt'>;

export const PIECE_WINDOW_DAYS = 7;
const WINDOW_MS = PIECE_WINDOW_DAYS * 86_400_000;
const instant = (m: Moment): number => Date.parse(m.securedAt);
/** Instants are texts of one form, which sort as time does. */
const isBefore = (a: Moment, b: Moment): boolean =>
  a.securedAt < b.securedAt || (a.securedAt === b.securedAt && a.orderId < b.orderId);

/**
 * Judges a sale by the orders of its customer that are secured now (cancelled or reverted ones are not among them) and were so before it.
 * Carried ones make the customer known, but are no piece of what is bought today.
 */
export function classifySale(others: readonly SecuredOrder[], sale: Moment): Sale {
  const earlier = others.filter((o) => isBefore(o, sale));
  const group = earlier.filter((o) => o.kind !== 'carried' && instant(o) > instant(sale) - WINDOW_MS);
  if (group.length > 0)
    return { kind: 'piece', groupUsdMinorBefore: group.reduce((sum, o) => sum + o.usdMinor, 0), shippedOnEntry: false };
  return { kind: earlier.length > 0 ? 'repeat' : 'first', groupUsdMinorBefore: 0, shippedOnEntry: false };
}

/**
 * Whether a sale has to be judged again when another of its customer comes, goes or changes its worth: those that followed it within the
 * window, since they were pieces of one purchase. What lies further away keeps what it was judged to be.
 */
export const followsInWindow = (sale: SecuredOrder, changed: Moment): boolean =>
  sale.kind !== 'carried' && isBefore(changed, sale) && instant(sale) < instant(changed) + WINDOW_MS;
