import { Injectable } from '@nestjs/common';
import type { ParkedSubject } from '@tallyboard/contracts/platform';
import { DataSource, type EntityManager } from 'typeorm';
import { SYSTEM_ACTOR } from '../auth/principal.js';
import { fastTransaction } from '../db/fast-transaction.js';
import { isUnavailable } from '../db/retry.js';
import { AppError } from '../http/app-error.js';
import { Logger } from '../ops/logger.js';
import { type StoredFact, storedFact } from './fact.js';
import { inFeedOrder, type Reaction, Reactions, whatStopped } from './reactions.js';
import { record } from './record.js';
import { Tail } from './tail.js';
import { beginTurn, endTurn } from './turn.js';

/** What could not follow from facts and waits for an admin: seen, and tried again. */
@Injectable()
export class ParkedSubjects {
  constructor(
    private readonly db: DataSource,
    private readonly reactions: Reactions,
    private readonly tail: Tail,
    private readonly logger: Logger,
  ) {}

  /** Longest waiting first, at most 200. */
  async list(): Promise<Omit<ParkedSubject, 'order'>[]> {
    return this.db.query<Omit<ParkedSubject, 'order'>[]>(
      `select reaction, subject, count(*)::int as facts, (array_agg(error order by at, feed, seq))[1] as error, (array_agg(sql_state order by at, feed, seq))[1] as "sqlState", min(at) as since
       from reaction_parked group by reaction, subject order by min(at) limit 200`,
    );
  }

  /** Tries a parked subject again: all its facts that wait, in their order, in one transaction. Answers how many followed. */
  async retry(name: string, subject: string): Promise<number> {
    const reaction = this.reactions.named(name);
    if (!reaction) throw new AppError('request.not_found');
    const attempt = fastTransaction(this.db, (tx) => this.attempt(tx, reaction, subject));
    const { told, done } = await attempt.catch(async (error: unknown) => {
      if (isUnavailable(error)) throw error;
      this.logger.warn({ error, reaction: name, subject }, 'a parked subject failed again');
      await this.keepWhy(name, subject, error);
      throw new AppError('platform.still_parked');
    });
    this.tail.published(told);
    return done;
  }

  private async attempt(
    tx: EntityManager,
    reaction: Reaction,
    subject: string,
  ): Promise<{ told: StoredFact[]; done: number }> {
    const turn = await beginTurn(tx, reaction.name);
    const rows = await tx.query<Parameters<typeof storedFact>[0][]>(
      `select e.feed, e.seq, e.name, e.payload, e.actor_id, e.command_id, e.occurred_at from reaction_parked p
       join feed_event e on e.feed = p.feed and e.seq = p.seq where p.reaction = $1 and p.subject = $2 order by e.recorded_at, e.feed, e.seq`,
      [reaction.name, subject],
    );
    // Somebody else was quicker.
    if (rows.length === 0) return { told: [], done: 0 };
    const facts = inFeedOrder(rows.map(storedFact), false);
    const effects = await reaction.react(tx, facts, turn);
    await endTurn(tx, reaction.name, turn, facts.length);
    await tx.query('delete from reaction_parked where reaction = $1 and subject = $2', [reaction.name, subject]);
    const told = await record(
      tx,
      effects.map((f) => ({ ...f, actorId: SYSTEM_ACTOR })),
    );
    return { told, done: facts.length };
  }

  /** What stopped it this time is what stands there: the cause may have changed since it was parked. */
  private async keepWhy(name: string, subject: string, error: unknown): Promise<void> {
    const why = whatStopped(error);
    await this.db.query(
      `update reaction_parked set error = $3, sql_state = $4 where (reaction, subject, feed, seq) =
         (select reaction, subject, feed, seq from reaction_parked where reaction = $1 and subject = $2 order by at, feed, seq limit 1)`,
      [name, subject, why.error, why.sqlState],
    );
  }
}
