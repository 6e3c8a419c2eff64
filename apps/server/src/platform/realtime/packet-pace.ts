import { FACTS } from '@tallyboard/contracts/facts';
import type { StoredFact } from '../feeds/fact.js';

/** Facts that may wait are told after so long at the latest, if nothing else takes them along. */
const PATIENCE_MS = 150;
/** After telling a feed it rests so many times as long as the telling took: a tenth of the time at most goes into it, in the long run. */
const REST = 9;
/** So much rest a feed may owe: a few facts close together, or one telling that took long, make nobody wait. */
const CREDIT_MS = 100;
/** However long it took, and however often it had to be told out of turn: nobody waits longer for a rest. */
const MOST_REST_MS = 500;

/** `restedAt`: when the feed will have rested for all it told. */
type Waiting = { facts: StoredFact[]; timer: NodeJS.Timeout | null; due: number; restedAt: number };

/**
 * When the facts of a feed go out. Telling 300 boards costs the same for one fact as for thirty, and more than writing one to the
 * database. So a fact is told at once while there is time for it; under load the telling sizes itself: what comes while a feed rests
 * is its next packet. No timer stands in the way of a quiet board.
 */
export class PacketPace {
  private readonly feeds = new Map<string, Waiting>();

  constructor(
    /** Tells everybody; takes as long as it takes. */
    private readonly tell: (feed: string, facts: readonly StoredFact[]) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  offer(feed: string, facts: readonly StoredFact[]): void {
    const waiting = this.feeds.get(feed) ?? { facts: [], timer: null, due: Infinity, restedAt: 0 };
    this.feeds.set(feed, waiting);
    waiting.facts.push(...facts);
    const now = this.now();
    const due = Math.max(
      waiting.restedAt - CREDIT_MS,
      now + (facts.every((f) => FACTS[f.name].mayWait) ? PATIENCE_MS : 0),
    );
    if (due <= now) return this.flush(feed);
    if (due >= waiting.due) return;
    if (waiting.timer) clearTimeout(waiting.timer);
    waiting.due = due;
    waiting.timer = setTimeout(() => this.flush(feed), due - now);
  }

  /** Tells what waits, now. */
  flush(feed: string): void {
    const waiting = this.feeds.get(feed);
    if (!waiting || waiting.facts.length === 0) return;
    if (waiting.timer) clearTimeout(waiting.timer);
    const { facts } = waiting;
    Object.assign(waiting, { facts: [], timer: null, due: Infinity });
    const began = this.now();
    this.tell(feed, facts);
    const ended = this.now();
    const rested = Math.max(waiting.restedAt, began) + (1 + REST) * (ended - began);
    waiting.restedAt = Math.min(rested, ended + MOST_REST_MS);
  }

  close(): void {
    for (const { timer } of this.feeds.values()) if (timer) clearTimeout(timer);
    this.feeds.clear();
  }
}
