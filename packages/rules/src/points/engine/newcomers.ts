import { businessDay, daysBetween } from '../../time/business-day.js';
import type { Sale } from './classify-sale.js';
import type { Mark, Newcomer } from './newcomer.js';
import type { About } from './scored-fact.js';

/** So long after somebody joined their marks may matter to a rule, whatever its parameters say. */
export const MARK_DAYS = 400;
export const markKey = ({ kind, id }: Pick<Mark, 'kind' | 'id'>): string => `${kind} ${id}`;
const before = (a: Mark, b: Mark): number => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? -1 : 1);

/** Who joined when, and what they have to show since. Whoever is not among `starts` is no newcomer. */
export class Newcomers {
  private readonly starts: Map<string, string>;
  private readonly marks = new Map<string, Mark>();
  private readonly byPerson = new Map<string, Set<string>>();
  /** Marks that came, changed or went, and people whose first day became another. */
  readonly changedMarks = new Set<string>();
  readonly changedStarts = new Set<string>();
  private last: { about: About; touched: readonly string[] } | null = null;

  constructor(starts: Iterable<readonly [userId: string, joinedOn: string]> = [], marks: readonly Mark[] = []) {
    this.starts = new Map(starts);
    for (const mark of marks) this.keep(mark);
  }

  mark(key: string): Mark | undefined {
    return this.marks.get(key);
  }
  joinedOn(userId: string): string | undefined {
    return this.starts.get(userId);
  }
  /** Null for whom it is not known when they joined. */
  of(userId: string): Newcomer | null {
    const joinedOn = this.starts.get(userId);
    if (joinedOn === undefined) return null;
    const own = [...(this.byPerson.get(userId) ?? [])]
      .map((key) => this.marks.get(key)!)
      .filter((m) => isEarly(joinedOn, m));
    own.sort(before);
    return {
      userId,
      joinedOn,
      orders: own.filter((m) => m.kind === 'order'),
      inquiries: own.filter((m) => m.kind === 'inquiry'),
    };
  }

  /** Takes in what a fact is about; `sale`: what an order is to its customer. Returns whose first days look otherwise now. */
  follow(about: About, sale: Sale | null, zone: string): readonly string[] {
    // Two engines may share this memory: the second is told what the first was.
    if (this.last?.about !== about) this.last = { about, touched: this.followOnce(about, sale, zone) };
    return this.last.touched;
  }

  private followOnce(about: About, sale: Sale | null, zone: string): readonly string[] {
    if (about.of === 'start') {
      if (this.starts.get(about.userId) === about.joinedOn) return [];
      this.starts.set(about.userId, about.joinedOn);
      this.changedStarts.add(about.userId);
      return [about.userId];
    }
    if (about.of !== 'order' && about.of !== 'inquiry') return [];
    const of = about.of === 'order' ? about.order : about.inquiry;
    const key = markKey({ kind: about.of, id: of.id });
    const [was, is] = [this.marks.get(key), markOf(about, sale, zone)];
    if (was?.userId === is?.userId && was?.at === is?.at) return [];
    if (was) this.forget(was);
    if (is) this.keep(is);
    this.changedMarks.add(key);
    const touched = [was, is].filter((m) => m !== null && m !== undefined);
    return [...new Set(touched.filter((m) => this.matters(m)).map((m) => m.userId))];
  }

  private matters(mark: Mark): boolean {
    const joinedOn = this.starts.get(mark.userId);
    return joinedOn !== undefined && isEarly(joinedOn, mark);
  }
  private keep(mark: Mark): void {
    const key = markKey(mark);
    this.marks.set(key, mark);
    const own = this.byPerson.get(mark.userId);
    if (own) own.add(key);
    else this.byPerson.set(mark.userId, new Set([key]));
  }
  private forget(mark: Mark): void {
    const key = markKey(mark);
    this.byPerson.get(mark.userId)?.delete(key);
    this.marks.delete(key);
  }
}

function isEarly(joinedOn: string, { on }: Mark): boolean {
  const days = daysBetween(joinedOn, on);
  return days >= 0 && days <= MARK_DAYS;
}

/** What is carried over from before the board was not won on it. */
function markOf(about: About, sale: Sale | null, zone: string): Mark | null {
  if (about.of === 'order') {
    const { id, no, securedAt, owners } = about.order;
    if (!securedAt || !owners.sales || !sale || sale.kind === 'carried') return null;
    return {
      kind: 'order',
      id,
      no,
      userId: owners.sales,
      at: securedAt,
      on: businessDay(securedAt, zone),
    };
  }
  if (about.of !== 'inquiry') return null;
  const { id, no, qualifiedAt, qualifiedFor, status, internal } = about.inquiry;
  if (!qualifiedAt || !qualifiedFor || status === 'invalid' || internal) return null;
  return {
    kind: 'inquiry',
    id,
    no,
    userId: qualifiedFor,
    at: qualifiedAt,
    on: businessDay(qualifiedAt, zone),
  };
}
