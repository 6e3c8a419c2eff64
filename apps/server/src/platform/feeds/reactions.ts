import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { FactName } from '@tallyboard/contracts/facts';
import { Gauge } from 'prom-client';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../auth/principal.js';
import { fastTransaction } from '../db/fast-transaction.js';
import { isUnavailable, retryTransient, sqlState } from '../db/retry.js';
import { Logger } from '../ops/logger.js';
import { Metrics } from '../ops/metrics.js';
import type { NewFact, StoredFact } from './fact.js';
import { storedFact } from './fact.js';
import { record } from './record.js';
import { Sequencer } from './sequencer.js';
import { Tail } from './tail.js';
import { beginTurn, endTurn, type Turn } from './turn.js';

export type CausedFact = NewFact & { commandId: string | null; occurredAt: string };
/** Something that follows from facts. Effect and cursor commit together, so each fact has its effect exactly once. */
export type Reaction = {
  name: string;
  /** Names of the facts it cares for; the cursor passes over others. */
  facts: readonly FactName[];
  /** What belongs together: a fact that keeps failing parks its subject, and others go on. */
  subjectOf: (fact: StoredFact) => string;
  /** The effect of some facts, in this order. */
  react: (tx: EntityManager, facts: readonly StoredFact[], turn: Turn) => Promise<CausedFact[]>;
};

/** Where a fact stands and what it is called, without what it carries. */
type FactHead = { feed: string; seq: number; name: string };

const BATCH = 200;
const SWEEP_MS = 2_000;
/**
 * A reaction begins so long after the fact that wakes it, and takes all that came meanwhile. It works on the same two cores as the packet
 * that tells the fact to the boards, and takes the feed's head lock: begun at once, it would stand in the way of the very move it follows.
 */
const PAUSE_MS = 100;

/** Runs reactions: woken by feeds this node sees, swept every two seconds for whatever it did not see. */
@Injectable()
export class Reactions implements OnApplicationShutdown {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private reactions: Reaction[] = [];
  private readonly pausing = new Map<string, NodeJS.Timeout>();
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly sequencer: Sequencer,
    private readonly tail: Tail,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    new Gauge({
      name: 'reaction_parked_facts',
      help: 'Facts whose effect failed and waits to be tried again.',
      registers: [metrics.registry],
      collect: async function () {
        const [row] = await db.query<[{ n: number }]>('select count(*)::int as n from reaction_parked');
        this.set(row.n);
      },
    });
  }

  async start(reactions: Reaction[]): Promise<void> {
    this.reactions = reactions;
    this.sequencer.listen((_feed, facts) => {
      for (const reaction of this.reactions)
        if (facts.some((f) => reaction.facts.includes(f.name))) this.wakeSoon(reaction);
    });
    this.timer = setInterval(() => this.reactions.forEach((r) => void this.wake(r)), SWEEP_MS);
    await Promise.all(reactions.map((r) => this.wake(r)));
  }

  /** Runs until nothing is left that was recorded before the call. */
  async settled(): Promise<void> {
    // Twice: what the first round records is passed over in the second.
    for (const reaction of [...this.reactions, ...this.reactions]) await this.wake(reaction);
  }

  /** After the pause; one that is waited for already takes the new facts along. */
  private wakeSoon(reaction: Reaction): void {
    const { name } = reaction;
    if (this.closed || this.pausing.has(name)) return;
    const timer = setTimeout(() => {
      this.pausing.delete(name);
      void this.wake(reaction);
    }, PAUSE_MS);
    this.pausing.set(name, timer);
  }

  wake(reaction: Reaction): Promise<void> {
    const now = this.running.get(reaction.name);
    if (now) {
      this.again.add(reaction.name);
      return now;
    }
    const run = this.drain(reaction).finally(() => this.running.delete(reaction.name));
    this.running.set(reaction.name, run);
    return run;
  }

  private async drain(reaction: Reaction): Promise<void> {
    try {
      do {
        this.again.delete(reaction.name);
        while (!this.closed && (await this.step(reaction, BATCH))) await Promise.resolve();
      } while (this.again.has(reaction.name) && !this.closed);
    } catch (error) {
      if (!this.closed) this.logger.error({ error, reaction: reaction.name }, 'a reaction failed and is tried again');
    }
  }

  /** One transaction over up to `limit` facts; when it fails, one fact at a time, and at last the subject is parked. True while there is more. */
  private async step(reaction: Reaction, limit: number): Promise<boolean> {
    try {
      const { facts, read } = await retryTransient(() =>
        fastTransaction(this.db, (tx, commit) => this.inTransaction(tx, commit, reaction, limit, false)),
      );
      this.tail.published(facts);
      // Fewer than it asked for: that was all, and what comes now wakes it again.
      return read >= limit;
    } catch (error) {
      if (this.closed || isUnavailable(error)) throw error;
      if (limit > 1) return this.step(reaction, 1);
      this.logger.error({ error, reaction: reaction.name }, 'a fact keeps failing; its subject is parked');
      const { facts } = await fastTransaction(this.db, (tx, commit) =>
        this.inTransaction(tx, commit, reaction, 1, error),
      );
      this.tail.published(facts);
      return true;
    }
  }

  private async inTransaction(
    tx: EntityManager,
    commit: () => Promise<void>,
    reaction: Reaction,
    limit: number,
    park: unknown,
  ): Promise<{ facts: StoredFact[]; read: number }> {
    const [turn, next, held] = await Promise.all([
      beginTurn(tx, reaction.name),
      this.next(tx, reaction, limit),
      heldSubjects(tx, reaction.name),
    ]);
    if (next.length === 0) return { facts: [], read: 0 };
    const wanted = await this.whole(
      tx,
      next.filter((f) => (reaction.facts as readonly string[]).includes(f.name)),
    );
    const taken = park ? [] : wanted.filter((f) => !held.has(reaction.subjectOf(f)));
    for (const fact of wanted.filter((f) => !taken.includes(f))) {
      const why = park ? whatStopped(park) : { error: 'an earlier fact of this subject is parked', sqlState: null };
      await tx.query(
        'insert into reaction_parked (reaction, subject, feed, seq, error, sql_state) values ($1, $2, $3, $4, $5, $6) on conflict do nothing',
        [reaction.name, reaction.subjectOf(fact), fact.feed, fact.seq, why.error, why.sqlState],
      );
    }
    const effects = taken.length > 0 ? await reaction.react(tx, taken, turn) : [];
    const [, , recorded] = await Promise.all([
      endTurn(tx, reaction.name, turn, taken.length),
      this.advance(tx, reaction, next),
      // Last, and the commit with it: from here on nobody else records into these feeds.
      record(
        tx,
        effects.map((f) => ({ ...f, actorId: SYSTEM_ACTOR })),
      ),
      commit(),
    ]);
    return { facts: recorded, read: next.length };
  }

  /** The reaction of that name; undefined when this server has none. */
  named(name: string): Reaction | undefined {
    return this.reactions.find((r) => r.name === name);
  }

  /** The next facts of all feeds that stand beyond their cursor, feed by feed in the order of their recording. */
  private async next(tx: EntityManager, reaction: Reaction, limit: number): Promise<FactHead[]> {
    const rows = await tx.query<FactHead[]>(
      `select e.feed, e.seq, e.name
       from feed_head h left join reaction_cursor c on c.reaction = $1 and c.feed = h.feed
       cross join lateral (select * from feed_event e where e.feed = h.feed and e.seq > coalesce(c.seq, 0) and e.seq <= h.seq order by e.seq limit $2) e
       where h.seq > coalesce(c.seq, 0)
       -- The clock may step back; within a feed the number decides, so each fact counts as late as the latest before it.
       order by max(e.recorded_at) over (partition by e.feed order by e.seq), e.feed, e.seq limit $2`,
      [reaction.name, limit],
    );
    return inFeedOrder(rows);
  }

  /** Facts with all they carry. What this node committed or told a moment ago it still has; payloads are large, and each is read by every reaction. */
  private async whole(tx: EntityManager, wanted: readonly FactHead[]): Promise<StoredFact[]> {
    const facts = wanted.map(({ feed, seq }) => this.sequencer.fresh(feed, seq));
    const missing = wanted.filter((_, i) => !facts[i]);
    if (missing.length === 0) return facts as StoredFact[];
    const rows = await tx.query<Parameters<typeof storedFact>[0][]>(
      `select e.feed, e.seq, e.name, e.payload, e.actor_id, e.command_id, e.occurred_at
       from unnest($1::text[], $2::bigint[]) with ordinality as w (feed, seq, i) join feed_event e on e.feed = w.feed and e.seq = w.seq order by w.i`,
      [missing.map((f) => f.feed), missing.map((f) => f.seq)],
    );
    const read = rows.map(storedFact).values();
    return facts.map((fact) => fact ?? read.next().value!);
  }

  private async advance(tx: EntityManager, reaction: Reaction, facts: readonly FactHead[]): Promise<void> {
    const last = new Map<string, number>();
    for (const fact of facts) last.set(fact.feed, Math.max(fact.seq, last.get(fact.feed) ?? 0));
    await tx.query(
      `insert into reaction_cursor (reaction, feed, seq) select $1, * from unnest($2::text[], $3::bigint[])
       on conflict (reaction, feed) do update set seq = excluded.seq`,
      [reaction.name, [...last.keys()], [...last.values()]],
    );
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    for (const pause of this.pausing.values()) clearTimeout(pause);
    await Promise.all(this.running.values());
  }
}

/** What is kept of an error for whoever mends it: its words, and its code when it was the database's. */
export const whatStopped = (error: unknown): { error: string; sqlState: string | null } => ({
  error: (error instanceof Error ? error.message : String(error)).slice(0, 500),
  // A code of Node's own is longer.
  sqlState: /^[0-9A-Z]{5}$/.exec(sqlState(error) ?? '')?.[0] ?? null,
});

/** Subjects of which an earlier fact is parked. */
async function heldSubjects(tx: EntityManager, name: string): Promise<Set<string>> {
  const parked = await tx.query<{ subject: string }[]>(
    'select distinct subject from reaction_parked where reaction = $1',
    [name],
  );
  return new Set(parked.map((p) => p.subject));
}

/** Facts of several feeds in recorded order, but each feed strictly by its numbers and, unless only some of it are asked for, without a gap. */
export function inFeedOrder<F extends { feed: string; seq: number }>(facts: readonly F[], gapless = true): F[] {
  const byFeed = new Map<string, F[]>();
  for (const f of facts) byFeed.set(f.feed, [...(byFeed.get(f.feed) ?? []), f]);
  for (const list of byFeed.values()) {
    list.sort((a, b) => a.seq - b.seq);
    const gap = gapless ? list.findIndex((f, i) => i > 0 && f.seq !== list[i - 1]!.seq + 1) : -1;
    if (gap > 0) list.length = gap;
  }
  return facts.map((f) => byFeed.get(f.feed)?.shift()).filter((f) => f !== undefined);
}
