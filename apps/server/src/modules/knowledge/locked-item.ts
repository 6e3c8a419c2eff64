import { type ItemActor, seesDraft } from '@tallyboard/rules/knowledge/decide-item';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { ItemRow } from './item.entity.js';
import { viewerOf } from './items.read.js';

/** The item, locked, for those who may do something to it. Another team's is for reading alone. */
export async function lockedItem(tx: EntityManager, principal: Principal, id: string): Promise<ItemRow> {
  const row = await tx.findOne(ItemRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const mayTouch = row && ((row.published && seesTeam(principal, row.teamId)) || seesDraft(row, viewerOf(principal)));
  if (!mayTouch) throw new AppError('knowledge.not_found');
  return row;
}

/** The item, locked, for whoever reads the pool. */
export async function lockedInPool(tx: EntityManager, id: string): Promise<ItemRow> {
  const row = await tx.findOne(ItemRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!row?.published) throw new AppError('knowledge.not_found');
  return row;
}

export async function actorOf(tx: EntityManager, { principal, now }: CommandContext): Promise<ItemActor> {
  const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
  return { userId: principal.id, capabilities: principal.capabilities, now, today: businessDay(now, office.zone) };
}
