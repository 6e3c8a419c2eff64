import { v7 as uuid } from 'uuid';
import type { TestServer } from '../../testing/test-server.js';
import { AdjustmentRow } from './adjustment.entity.js';
import { KudosRow } from './kudos.entity.js';

/** Kudos as they stand in the table, given just now. */
export async function aKudos(
  server: TestServer,
  fields: Pick<KudosRow, 'teamId' | 'fromId' | 'toId'> & Partial<KudosRow>,
): Promise<string> {
  const id = uuid();
  await server.db.manager.insert(KudosRow, {
    id,
    category: 'help',
    text: 'KudosText',
    at: new Date().toISOString(),
    state: 'given',
    circle: [],
    decidedBy: null,
    ...fields,
  });
  return id;
}

/** An adjustment that waits for a second person. */
export async function anAdjustment(
  server: TestServer,
  fields: Pick<AdjustmentRow, 'teamId' | 'userId' | 'proposedBy'> & Partial<AdjustmentRow>,
): Promise<string> {
  const id = uuid();
  await server.db.manager.insert(AdjustmentRow, {
    id,
    amount: 5,
    reason: 'AdjustmentReason',
    state: 'proposed',
    season: '2026Q4',
    proposedAt: new Date().toISOString(),
    decidedBy: null,
    decidedAt: null,
    ...fields,
  });
  return id;
}
