import type { Order } from '@tallyboard/rules/orders/order';
import type { OrderPassages } from '@tallyboard/rules/points/engine/passages';
import type { Standing } from '@tallyboard/rules/points/engine/standing';
import type { Turn } from '../../platform/feeds/turn.js';

/** What the engine knows of subjects, caps and orders at the end of a batch; all of it stands in the database too. */
export class Learned {
  readonly standing = new Map<string, Standing>();
  /** The ids of transactions by their keys. */
  readonly ids = new Map<string, string>();
  /** What was granted under a cap, by rule and key. */
  readonly used = new Map<string, number>();
  /** As the last fact of each tells it. */
  readonly orders = new Map<string, Order>();
  readonly passages = new Map<string, OrderPassages>();

  get size(): number {
    return this.standing.size + this.ids.size + this.used.size;
  }
}

/** More than this is forgotten, all at once: what is asked again is read again. */
const MOST = 100_000;

/**
 * What this node’s engine learned in the batch it judged last. It holds for the next batch if that follows right on it: not when another
 * node was in between, nor when ours was rolled back, for then it never was.
 */
export class EngineMemory {
  private last: { turn: string; pos: number; learned: Learned } | null = null;

  /** For a batch to begin with, and to add to. Whatever becomes of the batch, this is gone: it is kept anew at its end. */
  take({ after, pos }: Turn): Learned {
    const { last } = this;
    this.last = null;
    const holds = last && last.turn === after && last.pos === pos && last.learned.size < MOST;
    return holds ? last.learned : new Learned();
  }

  /** Of a batch of so many facts. */
  keep(turn: Turn, facts: number, learned: Learned): void {
    this.last = { turn: turn.id, pos: turn.pos + facts, learned };
  }
}
