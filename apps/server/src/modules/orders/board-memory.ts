import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { type StoredFact, teamFeed } from '../../platform/feeds/fact.js';
import { Sequencer } from '../../platform/feeds/sequencer.js';
import { Tail } from '../../platform/feeds/tail.js';
import { sqlState } from '../../platform/db/retry.js';
import { Logger } from '../../platform/ops/logger.js';
import { Metrics } from '../../platform/ops/metrics.js';
import { selectOrders } from './order-table.js';
import { CHANGES_BOARD, limitedStages, RememberedBoard } from './remembered-board.js';
import { readSettings } from './stage-settings.js';

/** Larger boards are read anew for each move; nor are more boards than this kept, unless one of them lies idle. */
const MOST_ORDERS = 20_000;
const MOST_BOARDS = 20;
const IDLE_MS = 600_000;
/** While a board is read, so many facts may be told of it. */
const CATCH_UP = 500;
/** After a decision that did not hold, moves are decided the sure way for so long: another node is at work on the same board. */
const REST_MS = 250;
/** A board that could not be read, or is too large, is not read again before. */
const LATER_MS = 60_000;

/** How `expect_rows` fails. */
const NOT_AS_EXPECTED = 'P0001';

type Kept = {
  feed: string;
  epoch: string;
  board: RememberedBoard;
  /** What this node itself has written; until it has heard so far, the board is behind. */
  written: number;
  doubtedAt: number | null;
  restUntil: number;
  usedAt: number;
};

/** A board, and up to where its feed was known when something was decided on it. */
export type Standing = Pick<Kept, 'feed' | 'board'> & { head: number };

/**
 * The boards on which moves happen, remembered by each node from what the feeds tell. A move can be decided on them without asking the
 * database; whether they were right is proven when it is written, under the lock of the feed's head (decision 38).
 */
@Injectable()
export class BoardMemory {
  private readonly boards = new Map<string, Kept>();
  /** What is told of a board while it is being read. */
  private readonly opening = new Map<string, StoredFact[]>();
  private readonly notBefore = new Map<string, number>();

  constructor(
    private readonly db: DataSource,
    private readonly sequencer: Sequencer,
    private readonly tail: Tail,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {
    sequencer.listen((feed, facts) => this.hear(feed, facts));
  }

  /** The board an open order is on, if this node remembers it and knows of nothing newer. */
  holding(orderId: string): Standing | null {
    const kept = [...this.boards.values()].find(({ board }) => board.order(orderId));
    if (!kept) return null;
    const { feed, board, epoch, written, restUntil } = kept;
    kept.usedAt = performance.now();
    if (epoch !== this.tail.epoch) this.boards.delete(feed);
    else if (board.head >= written && kept.usedAt >= restUntil) return { feed, board, head: board.head };
    return null;
  }

  /** Fails unless the board's feed tells, beyond what was known, of nothing but these facts. Asked behind them: their feeds' heads are locked. */
  async prove(tx: EntityManager, standings: readonly Standing[], written: number): Promise<void> {
    // With a limit of its own for each feed: else Postgres would look through all of the log.
    await tx.query(
      `select expect_rows((select count(*) from unnest($1::text[], $2::bigint[]) as known (feed, head)
         cross join lateral (select from feed_event e where e.feed = known.feed and e.seq > known.head and e.name like $3 limit $4 + 1) told), $4)`,
      [standings.map((s) => s.feed), standings.map((s) => s.head), `${CHANGES_BOARD}%`, written],
    );
  }

  /** This node wrote facts on the strength of what it remembers, and that was proven. */
  held(standings: readonly Standing[], facts: readonly StoredFact[]): void {
    this.metrics.decided.inc({ by: 'memory' }, facts.length);
    for (const { feed, board } of standings) board.leap(facts.filter((f) => f.feed === feed));
  }

  /** What was decided on these boards could not be written. */
  doubt(standings: readonly Standing[], error: unknown): void {
    this.metrics.decided.inc({ by: 'in_vain' });
    if (sqlState(error) !== NOT_AS_EXPECTED)
      this.logger.warn({ error }, 'a move decided on a remembered board was not written');
    for (const { feed, head } of standings) {
      const kept = this.boards.get(feed);
      if (!kept) continue;
      kept.restUntil = performance.now() + REST_MS;
      // Nothing was learned since the last time: it is not behind but wrong.
      if (kept.doubtedAt === head) this.boards.delete(feed);
      kept.doubtedAt = head;
    }
  }

  /**
   * This node wrote facts that were decided on what was loaded. The boards take them in at once where nothing is missing before them, for
   * the next batch begins before they are told; else they wait until they are.
   */
  wrote(facts: readonly StoredFact[]): void {
    this.metrics.decided.inc({ by: 'database' }, facts.length);
    for (const feed of new Set(facts.map((f) => f.feed))) {
      const kept = this.boards.get(feed);
      if (!kept) {
        void this.open(feed);
        continue;
      }
      const own = facts.filter((f) => f.feed === feed);
      if (own[0]!.seq === kept.board.head + 1) this.hear(feed, own);
      else kept.written = Math.max(kept.written, own.at(-1)!.seq);
    }
  }

  private hear(feed: string, facts: readonly StoredFact[]): void {
    this.opening.get(feed)?.push(...facts);
    try {
      if (this.boards.get(feed)?.board.hear(facts) !== false) return;
    } catch (error) {
      this.logger.error({ error, feed }, 'a fact could not be remembered');
    }
    this.boards.delete(feed);
  }

  /** Room for one more: the board that has lain idle longest gives way. */
  private hasRoom(): boolean {
    if (this.boards.size < MOST_BOARDS) return true;
    const [oldest] = [...this.boards.values()].sort((a, b) => a.usedAt - b.usedAt);
    return performance.now() - oldest!.usedAt > IDLE_MS && this.boards.delete(oldest!.feed);
  }

  private async open(feed: string): Promise<void> {
    if (this.opening.has(feed) || performance.now() < (this.notBefore.get(feed) ?? 0)) return;
    const told: StoredFact[] = [];
    this.opening.set(feed, told);
    this.notBefore.set(feed, performance.now() + LATER_MS);
    try {
      if (!this.hasRoom()) return;
      await this.sequencer.follow(feed);
      const { epoch } = this.tail;
      const board = await this.db.transaction('REPEATABLE READ', (tx) => this.read(tx, feed));
      const missed = board && (await this.sequencer.since(feed, board.head, CATCH_UP));
      if (!missed || !board.hear([...missed.facts, ...told])) return;
      this.boards.set(feed, {
        feed,
        epoch,
        board,
        written: 0,
        doubtedAt: null,
        restUntil: 0,
        usedAt: performance.now(),
      });
      this.notBefore.delete(feed);
    } catch (error) {
      this.logger.warn({ error, feed }, 'a board could not be read into memory');
    } finally {
      this.opening.delete(feed);
    }
  }

  private async read(tx: EntityManager, feed: string): Promise<RememberedBoard | null> {
    const teamId = feed.slice(teamFeed('').length);
    const [head] = await tx.query<{ seq: number }[]>('select seq from feed_head where feed = $1', [feed]);
    const orders = await selectOrders(
      tx,
      "o.team_id = $1 and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST') order by o.rank limit $2",
      [teamId, MOST_ORDERS + 1],
    );
    if (!head || orders.length > MOST_ORDERS) return null;
    const limited = limitedStages(await readSettings(tx, teamId));
    return new RememberedBoard({ head: head.seq, orders, limited });
  }
}
