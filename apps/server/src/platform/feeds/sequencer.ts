import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { StoredFact } from './fact.js';
import { FeedLog } from './feed-log.js';
import { Logger } from '../ops/logger.js';

/** Facts kept in memory per feed, so that a reconnect storm costs the database nothing. */
const RING = 1_000;
/** A missing number is waited for so long before the database is asked: the other commit is usually on its way. */
const HOLE_MS = 20;
const READ_LIMIT = 500;

type FeedState = {
  head: number;
  ring: StoredFact[];
  waiting: Map<number, StoredFact>;
  reading: Promise<void> | null;
  timer: NodeJS.Timeout | null;
};
export type FeedListener = (feed: string, facts: readonly StoredFact[]) => void;

/**
 * Hands out each feed in one contiguous run, whatever the order in which commits come back and whichever node made them: its own
 * commits come from memory; a hole, a hint or the poll makes it read the log. Nothing is ever emitted twice or out of order.
 */
@Injectable()
export class Sequencer implements OnApplicationShutdown {
  private readonly feeds = new Map<string, FeedState>();
  private readonly opening = new Map<string, Promise<FeedState>>();
  private readonly listeners: FeedListener[] = [];
  private closed = false;

  constructor(
    private readonly log: FeedLog,
    private readonly logger: Logger,
  ) {}

  listen(listener: FeedListener): void {
    this.listeners.push(listener);
  }

  /** Feeds this node follows. */
  followed(): string[] {
    return [...this.feeds.keys()];
  }

  /** Follows a feed from where it stands now. */
  async follow(feed: string): Promise<FeedState> {
    const known = this.feeds.get(feed);
    if (known) return known;
    let opening = this.opening.get(feed);
    if (!opening) {
      opening = this.begin(feed).finally(() => this.opening.delete(feed));
      this.opening.set(feed, opening);
    }
    return opening;
  }

  /** What came last is read along: after a restart everybody who follows asks for it, and is served from memory. */
  private async begin(feed: string): Promise<FeedState> {
    const state: FeedState = { ...(await this.standing(feed)), waiting: new Map(), reading: null, timer: null };
    this.feeds.set(feed, state);
    return state;
  }

  private async standing(feed: string): Promise<Pick<FeedState, 'head' | 'ring'>> {
    const head = await this.log.head(feed);
    return { head, ring: await this.log.before(feed, head, READ_LIMIT) };
  }

  /**
   * The database was set back: it has another past than the one that was told here. Every feed goes on from where it stands now; those
   * who follow see it by the epoch and load anew.
   */
  async startAnew(): Promise<void> {
    for (const [feed, state] of this.feeds) {
      const standing = await this.standing(feed);
      state.waiting.clear();
      Object.assign(state, standing);
    }
  }

  headOf(feed: string): number | null {
    return this.feeds.get(feed)?.head ?? null;
  }

  /** A fact that was told lately, if it is still in memory. */
  fresh(feed: string, seq: number): StoredFact | undefined {
    const ring = this.feeds.get(feed)?.ring;
    // The ring has no holes.
    return ring?.[seq - (ring[0]?.seq ?? seq)];
  }

  /** Facts this node has just committed. */
  committed(facts: readonly StoredFact[]): void {
    for (const fact of facts) this.feeds.get(fact.feed)?.waiting.set(fact.seq, fact);
    for (const feed of new Set(facts.map((f) => f.feed))) this.drain(feed);
  }

  /** Somebody says the feed stands at `head`: if we have not come so far, read. */
  async hint(feed: string, head: number): Promise<void> {
    const state = this.feeds.get(feed);
    if (state && head > state.head) await this.read(feed, state);
  }

  /** The facts in (since, head], from memory when it reaches back so far; null when they are more than `limit`. */
  async since(feed: string, since: number, limit: number): Promise<{ head: number; facts: StoredFact[] } | null> {
    const state = await this.follow(feed);
    if (since >= state.head) return { head: state.head, facts: [] };
    if (state.head - since > limit) return null;
    const first = state.ring[0];
    if (first && first.seq <= since + 1) return { head: state.head, facts: state.ring.filter((f) => f.seq > since) };
    const head = state.head;
    const facts = await this.log.after(feed, since, head - since);
    return { head: facts.at(-1)?.seq ?? since, facts };
  }

  /** Emits what has become contiguous; leaves a hole to the timer. */
  private drain(feed: string): void {
    const state = this.feeds.get(feed);
    if (!state) return;
    const run: StoredFact[] = [];
    for (const seq of [...state.waiting.keys()]) if (seq <= state.head) state.waiting.delete(seq);
    for (let next = state.waiting.get(state.head + 1); next; next = state.waiting.get(state.head + 1)) {
      state.waiting.delete(next.seq);
      state.head = next.seq;
      run.push(next);
    }
    if (run.length > 0) this.emit(feed, state, run);
    if (state.waiting.size > 0 && !state.timer && !this.closed) {
      state.timer = setTimeout(() => {
        state.timer = null;
        if (state.waiting.size > 0) void this.read(feed, state);
      }, HOLE_MS);
    }
  }

  private emit(feed: string, state: FeedState, run: readonly StoredFact[]): void {
    state.ring.push(...run);
    if (state.ring.length > RING * 1.2) state.ring.splice(0, state.ring.length - RING);
    for (const listener of this.listeners) {
      try {
        listener(feed, run);
      } catch (error) {
        this.logger.error({ error, feed }, 'a listener of a feed failed');
      }
    }
  }

  private read(feed: string, state: FeedState): Promise<void> {
    state.reading ??= this.readAll(feed, state).finally(() => (state.reading = null));
    return state.reading;
  }

  private async readAll(feed: string, state: FeedState): Promise<void> {
    try {
      for (;;) {
        const facts = await this.log.after(feed, state.head, READ_LIMIT);
        for (const fact of facts) if (fact.seq > state.head) state.waiting.set(fact.seq, fact);
        this.drain(feed);
        if (facts.length < READ_LIMIT) return;
      }
    } catch (error) {
      // The poll asks again within a second; boards say meanwhile since when they are stale.
      this.logger.warn({ error, feed }, 'a feed could not be read');
    }
  }

  onApplicationShutdown(): void {
    this.closed = true;
    for (const state of this.feeds.values()) if (state.timer) clearTimeout(state.timer);
  }
}
