import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ClientBase } from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { sqlState } from './retry.js';

/**
 * The statements of the hot path are few, run again and again, and take keys in arrays. Left to itself Postgres plans such a statement
 * anew each time, since it thinks a plan for one key better than one for some, and planning takes longer than running; and rather than
 * look up ten keys it would read a table of some hundred rows from end to end. So: one plan, and keys are looked up.
 */
const BEGIN = `begin; set local plan_cache_mode = force_generic_plan;
  set local enable_seqscan = off; set local enable_hashjoin = off; set local enable_mergejoin = off`;

/** Sends the commit behind everything that was asked in this turn of the event loop, without waiting for the answers. */
type Commit = () => Promise<void>;

/**
 * A transaction of the hot path. BEGIN is not waited for: it travels with the first statements of `work`, and what `work` asks at
 * once (`Promise.all`) travels together, since our connections send what they are given without waiting for the answer before. `work` may
 * ask for the commit together with its last statements; else it follows by itself. One or two trips to the database instead of ten, and
 * Postgres runs everything in the order in which it was asked: after a statement that failed, a commit is a rollback.
 */
export async function fastTransaction<T>(
  db: DataSource,
  work: (tx: EntityManager, commit: Commit) => Promise<T>,
): Promise<T> {
  const runner = db.createQueryRunner();
  try {
    const client = (await runner.connect()) as ClientBase;
    const begun = client.query(BEGIN);
    const cause = rememberCause(runner);
    // Row locks asked for by TypeORM's own means want to know.
    Object.assign(runner, { isTransactionActive: true });
    // Whoever fails first tells; a broken connection fails both.
    begun.catch(() => undefined);
    const asked: { end?: Promise<void> } = {};
    const commit: Commit = () => (asked.end ??= nextTurn().then(() => end(runner, client)));
    try {
      const result = await work(runner.manager, commit);
      await begun;
      await (asked.end ?? end(runner, client));
      return result;
    } catch (error) {
      closeDoor(runner);
      // What was asked before has been sent by the next turn.
      await nextTurn();
      await client.query('rollback').catch(() => undefined);
      throw cause(error);
    }
  } finally {
    await runner.release();
  }
}

async function end(runner: QueryRunner, client: ClientBase): Promise<void> {
  closeDoor(runner);
  const { command } = await client.query('commit');
  if (command === 'COMMIT') return;
  // Whatever failed says so itself, in this turn; only where nobody listened it is said here.
  await nextTurn();
  throw new Error('the transaction had failed before its commit');
}

/** After a statement that failed, Postgres refuses the rest of its transaction in these words, which tell nothing. */
const ABORTED = '25P02';

/**
 * Of statements that travel together the first to fail makes all behind it fail, and one of those may be heard of earlier. What is wrong,
 * and whether trying again helps, only the first one tells.
 */
function rememberCause(runner: QueryRunner): (error: unknown) => unknown {
  let last: unknown;
  const ask = runner.query.bind(runner);
  runner.query = ((...question: Parameters<typeof ask>) =>
    ask(...question).catch((error: unknown) => {
      if (sqlState(error) !== ABORTED) last = error;
      throw error;
    })) as QueryRunner['query'];
  return (error) => (sqlState(error) === ABORTED && last ? last : error);
}

/**
 * Lets nothing into the transaction any more. Of several branches that work at once the first to fail ends it; what the others still
 * ask must not reach the connection after its end, where it would be a transaction of its own.
 */
function closeDoor(runner: QueryRunner): void {
  runner.query = () => Promise.reject(new Error('the transaction is over'));
}
