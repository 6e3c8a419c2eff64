import { v7 as uuid } from 'uuid';
import type { TestServer } from '../../../testing/test-server.js';
import { LedgerTxn } from '../ledger.entity.js';
import { RewardGrant } from './reward.entity.js';

/** A reward as it stands in the table, granted just now, with the points it came with. */
export async function aReward(
  server: TestServer,
  fields: Pick<RewardGrant, 'teamId' | 'userId'> & Partial<RewardGrant>,
): Promise<string> {
  const [id, txnId, at] = [uuid(), uuid(), new Date().toISOString()];
  const ruleId = 'MIL-02';
  await server.db.manager.insert(LedgerTxn, {
    ...{
      id: txnId,
      idemKey: txnId,
      ruleId,
      ruleVersion: 1,
      ownerId: fields.userId,
      subject: `newcomer:${fields.userId}`,
    },
    ...{
      orderId: null,
      orderNo: null,
      currency: 'HP',
      season: '2026Q4',
      amount: 0,
      requested: 20,
      capKey: null,
    },
    ...{
      inputs: {},
      sourceFeed: `team:${fields.teamId}`,
      sourceSeq: 1,
      causedBy: null,
      reversesId: null,
      vestsId: null,
    },
    ...{ bucket: 'vested', effectiveOn: at.slice(0, 10), at },
  });
  const handing = {
    decidedBy: null,
    decidedAt: null,
    handedBy: null,
    handedAt: null,
    reversedAt: null,
  };
  const row = {
    id,
    ruleId,
    kind: 'voucher',
    value: 200,
    month: at.slice(0, 7),
    txnId,
    state: 'granted',
    grantedAt: at,
  } as const;
  await server.db.manager.insert(RewardGrant, {
    ...row,
    ...handing,
    ...fields,
  });
  return id;
}
