import type { RedemptionView } from '@tallyboard/contracts/store';
import { REDEMPTION_DAYS } from '@tallyboard/rules/points/store/redemption';
import type { EntityManager } from 'typeorm';
import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import type { RedemptionRow } from './store.entity.js';

const DAY_MS = 86_400_000;

/** What is told of a redemption as it is now; the contract says to whom what of it. */
export const toldOf = ({ id, teamId, resourceId, userId, price, state }: RedemptionRow): NewFact =>
  newFact(teamFeed(teamId), 'points.redemption_changed', { id, resourceId, userId, price, state });

type Written = NonNullable<RedemptionView['learned']>;

/** Redemptions as they are shown, each with what was written about it. */
export async function redemptionViews(tx: EntityManager, rows: readonly RedemptionRow[]): Promise<RedemptionView[]> {
  const notes = await tx.query<(Written & { redemptionId: string })[]>(
    'select redemption_id as "redemptionId", item_id as id, title from knowledge_note_view where redemption_id = any($1::uuid[])',
    [rows.map((r) => r.id)],
  );
  const written = new Map(notes.map(({ redemptionId, ...note }) => [redemptionId, note]));
  return rows.map((row) => redemptionView(row, written.get(row.id) ?? null));
}

const redemptionView = (row: RedemptionRow, learned: RedemptionView['learned']): RedemptionView => {
  const { teamId: _, costCny: __, month: ___, drawn: ____, tookStock: _____, ...shown } = row;
  const decideBy = new Date(Date.parse(row.requestedAt) + REDEMPTION_DAYS * DAY_MS).toISOString();
  return { ...shown, decideBy, learned };
};
