import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';

/** One batch of a reaction. */
export type Turn = {
  /** Numbers its first fact over all feeds of the reaction. */
  pos: number;
  /** Its own; each attempt has another. */
  id: string;
  /** The one that was committed before it, by whatever node: whoever kept what it learned in that one still knows it. */
  after: string | null;
};

/**
 * Begins a reaction's next batch: one at a time over all nodes, so that the order in which feeds are interleaved is itself kept and a replay
 * is exact. A reaction that the database does not know stands at the beginning: a new one, or one in a cleared database.
 */
export async function beginTurn(tx: EntityManager, reaction: string): Promise<Turn> {
  const [, rows] = await Promise.all([
    tx.query('insert into reaction (name) values ($1) on conflict do nothing', [reaction]),
    tx.query<{ pos: number; turn: string | null }[]>('select pos, turn from reaction where name = $1 for update', [
      reaction,
    ]),
  ]);
  const { pos, turn } = rows[0]!;
  return { pos: pos + 1, id: uuid(), after: turn };
}

/** Of its facts so many were taken in. */
export async function endTurn(tx: EntityManager, reaction: string, { id }: Turn, taken: number): Promise<void> {
  await tx.query(
    'update reaction set pos = pos + $2, turn = case $2 when 0 then turn else $3::uuid end where name = $1',
    [reaction, taken, id],
  );
}
