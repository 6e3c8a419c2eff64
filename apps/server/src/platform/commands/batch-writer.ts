import type { DataSource, EntityManager } from 'typeorm';
import { fastTransaction } from '../db/fast-transaction.js';
import { retryTransient } from '../db/retry.js';
import type { NewFact, StoredFact } from '../feeds/fact.js';
import { type Cause, record } from '../feeds/record.js';
import { AppError } from '../http/app-error.js';
import { answer, type Claim, claim, type Claimed, isKnownId, keep, settle, type StoredAnswer } from './command-log.js';
import type { CommandContext, Done } from './command.js';

/** A command of a batch, and how it was decided. */
export type Member<I> = { context: CommandContext; input: I };
export type Decision<R> = Done<R> | AppError;

/** A command that many give at once, in its three steps (architecture §2). */
export type HotCommand<I, R, S> = {
  /** Everything the members may touch, locked. Some of them may turn out to be repetitions. */
  load: (tx: EntityManager, members: readonly Member<I>[]) => Promise<S>;
  /** Decides each in order; a refusal changes nothing. */
  decide: (tx: EntityManager, state: S, members: readonly Member<I>[]) => Promise<Decision<R>[]>;
  /** Writes what was decided, all of it asked for in the turn it is called: it travels with the answers, the facts and the commit. */
  write: (tx: EntityManager, state: S) => Promise<void>;
  /** Saves the trip that loads, where this node knows enough by itself. */
  memory?: CommandMemory<I, R, S>;
};

/** What a node remembers of the things a hot command changes. It may be behind: what is decided on it counts once that is proven. */
export type CommandMemory<I, R, S> = {
  /** What was decided on what is remembered; null where that is not enough, or would refuse a member: a refusal is decided on what is true. */
  recall: (members: readonly Member<I>[]) => Promise<{ state: S; decisions: Done<R>[] } | null>;
  /** Fails unless what was remembered held. Asked behind the facts: nobody else records into their feeds until the commit. */
  prove: (tx: EntityManager, state: S, facts: number) => Promise<void>;
  /** It held, and these facts were written on it. */
  held: (state: S, facts: readonly StoredFact[]) => void;
  /** It could not be written. */
  doubt: (state: S, error: unknown) => void;
  /** Facts that were decided on what was loaded. */
  wrote: (facts: readonly StoredFact[]) => void;
};
type Waiting<I, R> = Member<I> & { done: (reply: R) => void; failed: (error: unknown) => void };

type Decided = { claimed: Claimed[]; facts: (NewFact & Cause)[] };
type Written = { answers: StoredAnswer[]; facts: StoredFact[] };
type Way<I> = (tx: EntityManager, commit: () => Promise<void>, batch: readonly Member<I>[]) => Promise<Written>;

const MOST = 100;

/**
 * Group commit for a hot command: all that wait are decided in order in one transaction with one set of statements, and one
 * commit answers them. Nobody waits for a timer: whatever arrives while a batch is being written is the next batch. If the batch
 * fails, its members run one by one, so that one bad member harms nobody else.
 */
export class BatchWriter<I, R, S> {
  private waiting: Waiting<I, R>[] = [];
  private running = false;

  constructor(
    private readonly db: DataSource,
    private readonly command: HotCommand<I, R, S>,
    private readonly published: (facts: readonly StoredFact[]) => void,
    private readonly again: (error: unknown) => boolean,
  ) {}

  run(context: CommandContext, input: I): Promise<R> {
    return new Promise<R>((done, failed) => {
      this.waiting.push({ context, input, done, failed });
      if (!this.running) void this.work();
    });
  }

  private async work(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) {
      const batch = this.nextBatch();
      try {
        await this.commit(batch);
      } catch (error) {
        if (batch.length === 1) batch[0]!.failed(error);
        else for (const member of batch) await this.commit([member]).catch((e: unknown) => member.failed(e));
      }
    }
    this.running = false;
  }

  /** The first that wait; a second arrival of the same command id stays for the next batch, where it finds the first one's answer. */
  private nextBatch(): Waiting<I, R>[] {
    const ids = new Set<string>();
    const batch: Waiting<I, R>[] = [];
    const later: Waiting<I, R>[] = [];
    for (const member of this.waiting) {
      const id = `${member.context.actorId} ${member.context.commandId}`;
      if (batch.length < MOST && !ids.has(id)) batch.push(member);
      else later.push(member);
      ids.add(id);
    }
    this.waiting = later;
    return batch;
  }

  private async commit(batch: readonly Waiting<I, R>[]): Promise<void> {
    const { answers, facts } = (await this.remembered(batch)) ?? (await this.loaded(batch));
    batch.forEach((member, i) => {
      try {
        member.done(settle(answers[i]!) as R);
      } catch (error) {
        member.failed(error);
      }
    });
    // Answers first, then the packet: a turn later, when the answers are written to their sockets and the next batch is on its way to the
    // database. Telling 300 boards takes longer than either.
    setImmediate(() => this.published(facts));
  }

  /** Null when this node does not know enough, or something came in between: whatever is wrong, the other way tells. */
  private async remembered(batch: readonly Member<I>[]): Promise<Written | null> {
    const { memory } = this.command;
    const recalled = await memory?.recall(batch);
    if (!memory || !recalled) return null;
    const { state } = recalled;
    const decided = gather(batch, recalled.decisions);
    try {
      const written = await fastTransaction(this.db, (tx, commit) =>
        this.allAtOnce(tx, commit, state, decided, () => memory.prove(tx, state, decided.facts.length)),
      );
      memory.held(state, written.facts);
      return written;
    } catch (error) {
      if (!isKnownId(error) && !this.again(error)) memory.doubt(state, error);
      return null;
    }
  }

  private async loaded(batch: readonly Member<I>[]): Promise<Written> {
    const written = await this.written(batch, this.fresh).catch((error: unknown) => {
      if (isKnownId(error)) return this.written(batch, this.claimed);
      throw error;
    });
    this.command.memory?.wrote(written.facts);
    return written;
  }

  private written(batch: readonly Member<I>[], way: Way<I>): Promise<Written> {
    return retryTransient(() => fastTransaction(this.db, (tx, commit) => way(tx, commit, batch)), this.again);
  }

  /**
   * Nearly every id is new, so their answers are simply written; one that was answered before refuses the whole batch, which is then
   * decided with its ids claimed first.
   */
  private readonly fresh: Way<I> = async (tx, commit, batch) => {
    const state = await this.command.load(tx, batch);
    const decided = gather(batch, await this.command.decide(tx, state, batch));
    return this.allAtOnce(tx, commit, state, decided);
  };

  /** One trip: answers, what the command writes, facts, and the commit behind them. */
  private async allAtOnce(
    tx: EntityManager,
    commit: () => Promise<void>,
    state: S,
    decided: Decided,
    prove?: () => Promise<void>,
  ): Promise<Written> {
    const [, , recorded] = await Promise.all([
      this.command.write(tx, state),
      keep(tx, decided.claimed),
      // Last of what is written: it locks the heads of the feeds.
      record(tx, decided.facts),
      prove?.(),
      commit(),
    ]);
    return { answers: decided.claimed.map((c) => c.answer), facts: recorded };
  }

  private readonly claimed: Way<I> = async (tx, commit, batch) => {
    const [known, state] = await Promise.all([
      claim(
        tx,
        batch.map(({ context }) => claimOf(context)),
      ),
      this.command.load(tx, batch),
    ]);
    const unknown = batch.filter((_, i) => known[i] === null);
    const decided = gather(unknown, await this.command.decide(tx, state, unknown));
    const [, , recorded] = await Promise.all([
      this.command.write(tx, state),
      answer(tx, decided.claimed),
      record(tx, decided.facts),
      commit(),
    ]);
    const told = decided.claimed.values();
    return { answers: known.map((stored) => stored ?? told.next().value!.answer), facts: recorded };
  };
}

/** What each is answered, in their order, and what there is to record. */
function gather<I, R>(members: readonly Member<I>[], decisions: readonly Decision<R>[]): Decided {
  const decided: Decided = { claimed: [], facts: [] };
  members.forEach(({ context }, i) => {
    const decision = decisions[i]!;
    const claim = claimOf(context);
    if (decision instanceof AppError) {
      const { code, details, status } = decision;
      decided.claimed.push({ claim, answer: { ok: false, code, details: { ...details } }, status });
      return;
    }
    decided.claimed.push({ claim, answer: { ok: true, reply: decision.reply }, status: 200 });
    const cause = { actorId: context.actorId, commandId: context.commandId, occurredAt: context.now };
    decided.facts.push(...decision.facts.map((f) => ({ ...f, ...cause })));
  });
  return decided;
}

const claimOf = ({ actorId, commandId, requestHash }: CommandContext): Claim => ({
  actorId,
  commandId: commandId!,
  requestHash,
});
