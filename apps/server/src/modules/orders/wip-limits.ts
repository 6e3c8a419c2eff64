import { breaksLimit } from '@tallyboard/rules/orders/columns';
import type { Order } from '@tallyboard/rules/orders/order';
import type { Stage } from '@tallyboard/rules/orders/stages';
import type { EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';

type Column = { id: string; teamId: string; wipLimit: number; stages: Stage[]; count: number };

/** The hard limits that a batch of moves may meet: their columns' rows are locked, so that two drops cannot both take the last place. */
export class WipLimits {
  static readonly none = new WipLimits([]);

  private constructor(private readonly columns: readonly Column[]) {}

  /** For orders that are to enter these stages; those that are in it already enter nothing. */
  static ofMoves(tx: EntityManager, moves: readonly { id: string; toStage: Stage }[]): Promise<WipLimits> {
    return WipLimits.lock(
      tx,
      moves.map(({ id, toStage }) => ({ teamId: null, orderId: id, stage: toStage })),
    );
  }

  /** For orders that come onto a team's board in these stages. */
  static of(tx: EntityManager, entered: readonly { teamId: string; stage: Stage }[]): Promise<WipLimits> {
    return WipLimits.lock(
      tx,
      entered.map((e) => ({ ...e, orderId: null })),
    );
  }

  /** The hard limits of the columns that are entered, locked and counted. */
  private static async lock(
    tx: EntityManager,
    entered: readonly { teamId: string | null; orderId: string | null; stage: Stage }[],
  ): Promise<WipLimits> {
    const locked = await tx.query<{ id: string }[]>(
      `select b.id from board_column b where b.wip_hard and b.wip_limit is not null and exists (
         select 1 from unnest($1::uuid[], $2::uuid[], $3::text[]) as e (team_id, order_id, code) left join trade_order o on o.id = e.order_id
         join stage_definition s on s.team_id = coalesce(e.team_id, o.team_id) and s.code = e.code
         where s.column_id = b.id and o.stage is distinct from e.code)
       order by b.id for update`,
      [entered.map((e) => e.teamId), entered.map((e) => e.orderId), entered.map((e) => e.stage)],
    );
    if (locked.length === 0) return new WipLimits([]);
    // A statement of its own: it sees what was committed while we waited for the locks.
    const columns = await tx.query<Column[]>(
      `select b.id, b.team_id as "teamId", b.wip_limit as "wipLimit", (select array_agg(s.code) from stage_definition s where s.column_id = b.id) as stages,
         (select count(*)::int from trade_order o join stage_definition s on s.team_id = o.team_id and s.code = o.stage where s.column_id = b.id and o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST')) as count
       from board_column b where b.id = any($1)`,
      [locked.map((l) => l.id)],
    );
    return new WipLimits(columns);
  }

  /** Null when a card that is not on the board yet fits in. */
  refusesNew(order: Order): { columnId: string; limit: number } | null {
    const into = this.columns.find((c) => c.teamId === order.teamId && c.stages.includes(order.stage));
    return into && breaksLimit({ wipLimit: into.wipLimit, wipHard: true }, into.count)
      ? { columnId: into.id, limit: into.wipLimit }
      : null;
  }

  /** Null when the move fits; it is then counted, so that the next of the batch sees it. Else what to tell the mover. */
  refuses(before: Order, after: Order): { columnId: string; limit: number } | null {
    const into = this.columns.find((c) => c.teamId === after.teamId && c.stages.includes(after.stage));
    const from = this.columns.find((c) => c.teamId === before.teamId && c.stages.includes(before.stage));
    if (into === from) return null;
    if (into && breaksLimit({ wipLimit: into.wipLimit, wipHard: true }, into.count))
      return { columnId: into.id, limit: into.wipLimit };
    if (into) into.count += 1;
    if (from) from.count -= 1;
    return null;
  }
}

/** For an order that comes onto the board otherwise than by a move: made, or brought back. */
export async function refuseFull(tx: EntityManager, order: Order): Promise<void> {
  const full = (await WipLimits.of(tx, [{ teamId: order.teamId, stage: order.stage }])).refusesNew(order);
  if (full) throw new AppError('orders.wip_limit', full);
}
