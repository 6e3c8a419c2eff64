import { storeApi, type ResourceView } from '@tallyboard/contracts/store';
import { v7 as uuid } from 'uuid';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Actor, TestServer } from '../../../testing/test-server.js';
import { post, type Posting } from '../ledger.js';

type Fields = InputOf<typeof storeApi.add>['resource'];

/** Something in the store of the manager's team. */
export async function aResource(
  server: TestServer,
  fields: Partial<Fields> = {},
  manager: Actor = server.manager,
): Promise<ResourceView> {
  const { status, reply } = await server.call(
    storeApi.add,
    {
      resource: {
        ...{ type: 'course', title: 'L/C course', text: '', price: 10, stock: null, perPerson: null },
        ...{ minLevel: 'set_sail', roles: [], costCny: 100, picture: null },
        ...fields,
      },
    },
    manager,
  );
  if (status !== 200) throw new Error(`a resource was refused with ${status}`);
  return reply;
}

/** Something that somebody has redeemed and got, put there at once. */
export async function aFulfilled(server: TestServer, userId: string, { id, title }: ResourceView): Promise<string> {
  const redemptionId = uuid();
  await server.db.query(
    `insert into redemption (id, resource_id, team_id, user_id, type, title, price, cost_cny, month, drawn, took_stock, state, requested_at, decided_at)
     select $1, id, team_id, $2, type, $4, price, cost_cny, '2026-01', '{}', false, 'fulfilled', now(), now() from store_resource where id = $3`,
    [redemptionId, userId, id, title],
  );
  return redemptionId;
}

/** Credits that somebody earned at some time, as the points engine would post them; the same transaction can be taken back. */
export async function someCredits(
  server: TestServer,
  ownerId: string,
  amount: number,
  at = new Date().toISOString(),
): Promise<Posting> {
  const id = uuid();
  const txn: Posting = {
    ...{ id, idemKey: `test|${id}`, ruleId: 'KUD-01', ruleVersion: 1, ownerId, subject: `test:${id}`, part: '' },
    ...{ orderId: null, orderNo: null, currency: 'KC', season: '2026Q4', amount, requested: amount, capKey: null },
    ...{ inputs: {}, sourceFeed: `user:${ownerId}`, sourceSeq: 0, causedBy: null, reversesId: null, vestsId: null },
    ...{ bucket: 'vested', effectiveOn: at.slice(0, 10), at },
  };
  await server.db.transaction((tx) => post(tx, [txn]));
  return txn;
}

export async function takeBack(server: TestServer, granted: Posting, at = new Date().toISOString()): Promise<void> {
  const id = uuid();
  const reversal = { id, idemKey: `reverse|${granted.idemKey}`, amount: -granted.amount, requested: -granted.amount };
  const txn: Posting = { ...granted, ...reversal, reversesId: granted.id, at, effectiveOn: at.slice(0, 10) };
  await server.db.transaction((tx) => post(tx, [txn]));
}
