import type { Inquiry } from '../../inquiries/inquiry.js';
import type { UsedItem } from '../rule.js';

/** A use of an item as the engine remembers it. `stands`: it was not taken back; `isVoid`: the inquiry that it was for turned out to be none. */
export type KnownUse = UsedItem & { stands: boolean; isVoid: boolean };

type FollowedInquiry = Pick<Inquiry, 'id' | 'status' | 'orderId'>;

/** What an item was used for: the inquiry where a talk began with one, also after it has become an order; else the order. */
export const dealOf = ({ inquiryId, orderId }: Pick<UsedItem, 'inquiryId' | 'orderId'>): string =>
  inquiryId ?? orderId!;
export const useSubject = (use: Pick<UsedItem, 'itemId' | 'inquiryId' | 'orderId'>): string =>
  `use:${use.itemId}:${dealOf(use)}`;
export const royaltySubject = (orderId: string): string => `royalty:${orderId}`;

/** Which items were used for which inquiries and orders. What was taken back is kept, so that what it led to is found again. */
export class Uses {
  private readonly uses = new Map<string, KnownUse>();
  /** By subject, by order and by inquiry: those of which there ever was one. */
  private readonly places = new Map<string, Set<string>>();
  /** The uses of which something changed. */
  readonly changed = new Set<string>();

  private last: { inquiry: FollowedInquiry; touched: KnownUse[] } | null = null;

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
  /** Was ever something used for it? */
  knowsOrder(orderId: string): boolean {
    return this.places.has(orderId);
  }

  /** Takes in that an item was used, or that this was taken back. */
  follow(use: UsedItem, stands: boolean): KnownUse {
    const was = this.uses.get(use.useId);
    const is = { ...use, orderId: use.orderId ?? was?.orderId ?? null, stands, isVoid: was?.isVoid ?? false };
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

  private keep(use: KnownUse): boolean {
    const was = this.uses.get(use.useId);
    if (was?.stands === use.stands && was.isVoid === use.isVoid && was.orderId === use.orderId) return false;
    this.place(use);
    this.changed.add(use.useId);
    return true;
  }
  private place(use: KnownUse): void {
    this.uses.set(use.useId, use);
    for (const place of [useSubject(use), use.orderId, use.inquiryId]) {
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
