import type { Inquiry } from '../../inquiries/inquiry.js';
import type { Order } from '../../orders/order.js';
import type { UsedItem } from '../rule.js';

/**
 * A use of an item as the engine remembers it. `stands`: it was not taken back; `isVoid`: the inquiry that it was for turned out to be none;
 * `isOff`: the order was cancelled.
 */
export type KnownUse = UsedItem & { stands: boolean; isVoid: boolean; isOff: boolean };

type FollowedInquiry = Pick<Inquiry, 'id' | 'status' | 'orderId'>;
type FollowedOrder = Pick<Order, 'id' | 'status'>;

/** What an item was used for: the inquiry where a talk began with one, also after it has become an order; else the order. */
export const dealOf = ({ inquiryId, orderId }: Pick<UsedItem, 'inquiryId' | 'orderId'>): string =>
  inquiryId ?? orderId!;
export const useSubject = (use: Pick<UsedItem, 'itemId' | 'inquiryId' | 'orderId'>): string =>
  `use:${use.itemId}:${dealOf(use)}`;
export const royaltySubject = (orderId: string): string => `royalty:${orderId}`;

/** Which items were used for which inquiries and orders. What was taken back is kept, so that what it led to is found again. */
export class Uses {
  private readonly uses = new Map<string, KnownUse>();
  /** By subject, by item, by order and by inquiry: those of which there ever was one. */
  private readonly places = new Map<string, Set<string>>();
  /** The uses of which something changed. */
  readonly changed = new Set<string>();

  private last: { inquiry: FollowedInquiry; touched: KnownUse[] } | null = null;
  private lastOrder: { order: FollowedOrder; touched: KnownUse[] } | null = null;

  constructor(known: readonly KnownUse[] = []) {
    for (const use of known) this.place(use);
  }

  get(useId: string): KnownUse | undefined {
    return this.uses.get(useId);
  }
  /** Those that count of one item for one deal, the first first. */
  of(subject: string): KnownUse[] {
    return this.counting(subject);
  }
  /** Those that count for an order, also from before it was one. */
  ofOrder(orderId: string): KnownUse[] {
    return this.counting(orderId);
  }
  /** Those that count of one item, wherever. */
  ofItem(itemId: string): KnownUse[] {
    return this.counting(itemId);
  }
  /** Takes in what was known before; it is no change. */
  learn(uses: readonly KnownUse[]): void {
    for (const use of uses) if (!this.uses.has(use.useId)) this.place(use);
  }
  /** Was ever something used for it? */
  knowsOrder(orderId: string): boolean {
    return this.places.has(orderId);
  }

  /** Takes in that an item was used, or that this was taken back. */
  follow(use: UsedItem, stands: boolean): KnownUse {
    const was = this.uses.get(use.useId);
    const { isVoid, isOff } = was ?? { isVoid: false, isOff: false };
    const is = { ...use, orderId: use.orderId ?? was?.orderId ?? null, stands, isVoid, isOff };
    this.keep(is);
    return is;
  }

  /** Takes in what has become of an inquiry: what was used for it goes with it. Answers those that are something else now. */
  followInquiry(inquiry: FollowedInquiry): KnownUse[] {
    // Two engines may share this memory: the second is told what the first was.
    if (this.last?.inquiry !== inquiry) this.last = { inquiry, touched: this.followOnce(inquiry) };
    return this.last.touched;
  }
  private followOnce({ id, status, orderId }: FollowedInquiry): KnownUse[] {
    return this.at(id).flatMap((use) => {
      const is = { ...use, orderId: orderId ?? use.orderId, isVoid: status === 'invalid' };
      return use.inquiryId === id && this.keep(is) ? [is] : [];
    });
  }

  /** Takes in what has become of an order. Answers the uses to which it is news that it is cancelled, or is so no more. */
  followOrder(order: FollowedOrder): KnownUse[] {
    if (this.lastOrder?.order !== order) this.lastOrder = { order, touched: this.markOrder(order) };
    return this.lastOrder.touched;
  }
  /** Takes in what an order is, for uses that came to it just now. */
  markOrder({ id, status }: FollowedOrder): KnownUse[] {
    return this.at(id).flatMap((use) => {
      const is = { ...use, isOff: status === 'cancelled' };
      return use.orderId === id && this.keep(is) ? [is] : [];
    });
  }

  private keep(use: KnownUse): boolean {
    if (sameUse(this.uses.get(use.useId), use)) return false;
    this.place(use);
    this.changed.add(use.useId);
    return true;
  }
  private place(use: KnownUse): void {
    this.uses.set(use.useId, use);
    for (const place of [useSubject(use), use.itemId, use.orderId, use.inquiryId]) {
      if (place === null) continue;
      const there = this.places.get(place);
      if (there) there.add(use.useId);
      else this.places.set(place, new Set([use.useId]));
    }
  }
  private at(place: string): KnownUse[] {
    return [...(this.places.get(place) ?? [])].map((useId) => this.uses.get(useId)!);
  }
  private counting(place: string): KnownUse[] {
    const found = this.at(place).filter((u) => u.stands && !u.isVoid);
    return found.sort((a, b) => (a.at === b.at ? (a.useId < b.useId ? -1 : 1) : a.at < b.at ? -1 : 1));
  }
}

const sameUse = (a: KnownUse | undefined, b: KnownUse): boolean =>
  a?.stands === b.stands && a.isVoid === b.isVoid && a.isOff === b.isOff && a.orderId === b.orderId;
