import { businessDay, daysBetween } from '../../time/business-day.js';
import { entitlements } from '../catalogue.js';
import type { AdoptedMechanism, Entitlement, RuleInForce } from '../rule.js';
import type { About } from './scored-fact.js';
import type { KnownUse, Uses } from './uses.js';

/** A case, or a mechanism that was made of one, since it first came into the pool. `caseId`: of a case its own id. */
export type KnownItem = {
  itemId: string;
  caseId: string;
  authorId: string;
  title: string;
  sharedAt: string;
  /** When it left the pool; being found wrong is not leaving. */
  retiredAt: string | null;
};
/** All of one case, and every use of what was made of it. */
export type KnownCase = {
  items: readonly KnownItem[];
  uses: readonly KnownUse[];
};
type ItemStep = Extract<About, { of: 'knowledge' }>;

export const adoptionSubject = (caseId: string): string => `adoption:${caseId}`;

/** Which items were made of which case. A case is asked for when something of it is first met, see `Known.caseOf`. */
export class Mechanisms {
  private readonly items = new Map<string, KnownItem>();
  private readonly byCase = new Map<string, Set<string>>();
  private readonly asked = new Set<string>();
  /** The items of which something changed. */
  readonly changed = new Set<string>();

  get(itemId: string): KnownItem | undefined {
    return this.items.get(itemId);
  }
  wasAsked(itemId: string): boolean {
    return this.asked.has(itemId);
  }
  /** Takes in what was known of an item's case before; it is no change. */
  learn(itemId: string, items: readonly KnownItem[]): void {
    for (const item of items) if (!this.items.has(item.itemId)) this.place(item);
    for (const id of [itemId, ...items.flatMap((i) => [i.itemId, i.caseId])]) this.asked.add(id);
  }

  /** Takes in that an item came into the pool, changed there or left it. Being told twice changes nothing. */
  follow({ itemId, item, madeOf, isRetired }: ItemStep, at: string): void {
    const caseId = caseOfStep({ itemId, item, madeOf });
    if (caseId === null) return;
    const was = this.items.get(itemId);
    const base = { itemId, caseId, authorId: item.authorId, title: item.title };
    if (item.inPool) {
      const stayed = was && was.retiredAt === null ? was.sharedAt : at;
      this.keep({ ...base, sharedAt: item.sharedAt ?? stayed, retiredAt: null });
    } else if (isRetired && was) this.keep({ ...was, retiredAt: was.retiredAt ?? at });
  }

  /** The case that an item tells, or that it was made of; null for anything else. */
  caseOf(itemId: string): string | null {
    return this.items.get(itemId)?.caseId ?? null;
  }
  madeOf(caseId: string): KnownItem[] {
    const ids = [...(this.byCase.get(caseId) ?? [])].filter((id) => id !== caseId).sort();
    return ids.map((id) => this.items.get(id)!);
  }

  private keep(item: KnownItem): void {
    const was = this.items.get(item.itemId);
    if (was?.title === item.title && was.sharedAt === item.sharedAt && was.retiredAt === item.retiredAt) return;
    this.place(item);
    this.asked.add(item.itemId);
    this.changed.add(item.itemId);
  }
  private place(item: KnownItem): void {
    this.items.set(item.itemId, item);
    const own = this.byCase.get(item.caseId);
    if (own) own.add(item.itemId);
    else this.byCase.set(item.caseId, new Set([item.itemId]));
  }
}

export const caseOfStep = ({ itemId, item, madeOf }: Pick<ItemStep, 'itemId' | 'item' | 'madeOf'>): string | null =>
  item.type === 'retrospective' ? itemId : madeOf;

/**
 * What is due to the author of a case for what was made of it. It became due with a use, and the rules of that moment hold: another use
 * under later rules moves no points.
 */
export function dueForAdoption(
  caseId: string,
  { mechanisms, uses }: { mechanisms: Mechanisms; uses: Uses },
  rulesAt: (instant: string) => readonly RuleInForce[],
  zone: string,
): Entitlement[] {
  const lesson = mechanisms.get(caseId);
  if (!lesson) return [];
  const made = mechanisms.madeOf(caseId).map(({ itemId, title, sharedAt, retiredAt }): AdoptedMechanism => ({
    ...{
      itemId,
      title,
      uses: uses.ofItem(itemId).filter((u) => u.orderId !== null && !u.isOff),
    },
    retiredAfter: retiredAt === null ? null : daysBetween(businessDay(sharedAt, zone), businessDay(retiredAt, zone)),
  }));
  const moments = new Set(made.flatMap((m) => m.uses.map((u) => u.at)));
  for (const at of [...moments].sort()) {
    const then = made.map((m) => ({
      ...m,
      uses: m.uses.filter((u) => u.at <= at),
    }));
    const due = entitlements({ of: 'adoption', lesson, mechanisms: then }, rulesAt(at));
    if (due.length > 0) return due;
  }
  return [];
}
