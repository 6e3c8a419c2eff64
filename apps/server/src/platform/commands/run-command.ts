import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { retryTransient } from '../db/retry.js';
import { record } from '../feeds/record.js';
import { Tail } from '../feeds/tail.js';
import type { AppError } from '../http/app-error.js';
import { answer, claim, type Claim, refusalOf, settle } from './command-log.js';
import type { CommandContext, Done } from './command.js';

/**
 * The frame around every command: claim the id, do the work, keep the answer, record the facts, commit, tell. A refusal undoes the
 * work by savepoint and is committed as the answer, so a repeated command is refused the same way.
 */
@Injectable()
export class Commands {
  constructor(
    private readonly db: DataSource,
    private readonly tail: Tail,
  ) {}

  /** `again` names unique violations that a second try cures (a rank two people chose at once). */
  async run<R>(
    context: CommandContext,
    work: (tx: EntityManager) => Promise<Done<R>>,
    again?: (error: unknown) => boolean,
  ): Promise<R> {
    const { reply, facts } = await retryTransient(
      () => this.db.transaction((tx) => this.inTransaction(tx, context, work)),
      again,
    );
    this.tail.published(facts);
    return settle(reply) as R;
  }

  private async inTransaction<R>(
    tx: EntityManager,
    context: CommandContext,
    work: (tx: EntityManager) => Promise<Done<R>>,
  ) {
    const mine: Claim | null = context.commandId
      ? { actorId: context.actorId, commandId: context.commandId, requestHash: context.requestHash }
      : null;
    if (mine) {
      const [known] = await claim(tx, [mine]);
      if (known) return { reply: known, facts: [] };
    }
    let refusal: AppError | null = null;
    let done: Done<R> | null = null;
    await tx.query('savepoint work');
    try {
      done = await work(tx);
    } catch (error) {
      refusal = refusalOf(error);
      await tx.query('rollback to savepoint work');
    }
    const reply = refusal
      ? { ok: false as const, code: refusal.code, details: { ...refusal.details } }
      : { ok: true as const, reply: done!.reply as unknown };
    if (mine) await answer(tx, [{ claim: mine, answer: reply, status: refusal?.status ?? 200 }]);
    const cause = { actorId: context.actorId, commandId: context.commandId, occurredAt: context.now };
    const facts = await record(
      tx,
      (done?.facts ?? []).map((f) => ({ ...f, ...cause })),
    );
    return { reply, facts };
  }
}
