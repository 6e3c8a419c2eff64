import { Injectable } from '@nestjs/common';
import { MAX_RANK, ranksBetween } from '@tallyboard/rules/orders/rank';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { retryTransient } from '../../platform/db/retry.js';
import { newFact, type StoredFact, teamFeed } from '../../platform/feeds/fact.js';
import { record } from '../../platform/feeds/record.js';
import { Tail } from '../../platform/feeds/tail.js';
import { Logger } from '../../platform/ops/logger.js';

const AROUND = 60;

/** Gives short ranks again to a stretch of cards whose ranks have grown long by many drops into one gap. Order and versions stay. */
@Injectable()
export class Respace {
  private readonly pending = new Set<string>();

  constructor(
    private readonly db: DataSource,
    private readonly tail: Tail,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  soon(teamId: string): void {
    if (this.pending.has(teamId)) return;
    this.pending.add(teamId);
    setTimeout(() => {
      this.pending.delete(teamId);
      this.run(teamId).catch((error: unknown) => this.logger.warn({ error, teamId }, 'ranks could not be re-spaced'));
    }, 200).unref();
  }

  async run(teamId: string): Promise<void> {
    const facts = await retryTransient(() => this.db.transaction((tx) => this.inTransaction(tx, teamId)));
    this.tail.published(facts);
  }

  private async inTransaction(tx: EntityManager, teamId: string): Promise<StoredFact[]> {
    const [long] = await tx.query<{ rank: string }[]>(
      'select rank from trade_order where team_id = $1 and length(rank) > $2 order by rank limit 1',
      [teamId, MAX_RANK],
    );
    if (!long) return [];
    const below = await tx.query<{ id: string; rank: string }[]>(
      'select id, rank from trade_order where team_id = $1 and rank < $2 order by rank desc limit $3',
      [teamId, long.rank, AROUND + 1],
    );
    const above = await tx.query<{ id: string; rank: string }[]>(
      'select id, rank from trade_order where team_id = $1 and rank >= $2 order by rank limit $3',
      [teamId, long.rank, AROUND + 1],
    );
    const first = below.length > AROUND ? below.pop()! : null;
    const last = above.length > AROUND ? above.pop()! : null;
    const cards = [...below.reverse(), ...above];
    const fresh = ranksBetween(first?.rank ?? null, last?.rank ?? null, cards.length);
    const locked = await tx.query<{ id: string; rank: string }[]>(
      'select id, rank from trade_order where id = any($1::uuid[]) order by id for update',
      [cards.map((c) => c.id)],
    );
    const now = new Map(locked.map((l) => [l.id, l.rank]));
    // Somebody moved one of them while we waited: leave it, the next long rank asks again.
    if (cards.some((c) => now.get(c.id) !== c.rank)) return [];
    // In two steps: a new rank may for a moment be the old one of a neighbour.
    await tx.query(`update trade_order set rank = '~' || rank where id = any($1::uuid[])`, [cards.map((c) => c.id)]);
    await tx.query(
      'update trade_order o set rank = r.rank from unnest($1::uuid[], $2::text[]) as r (id, rank) where o.id = r.id',
      [cards.map((c) => c.id), fresh],
    );
    const ranks = cards.map((c, i): [string, string] => [c.id, fresh[i]!]);
    return record(tx, [
      {
        ...newFact(teamFeed(teamId), 'orders.reranked', { ranks }),
        actorId: SYSTEM_ACTOR,
        commandId: null,
        occurredAt: this.clock.now(),
      },
    ]);
  }
}
