import { expect, test } from 'vitest';
import { capabilitiesOf, type Role } from '../people/capabilities.js';
import { decideAssign } from './decide-assign.js';
import { sampleOrder } from './order.sample.js';
import type { Order } from './order.js';

const actor = (id: string, ...roles: Role[]) => ({ id, capabilities: capabilitiesOf(roles) });
const secured = { stage: 'PRODUCTION', securedAt: '2026-11-02T00:00:00.000Z' } as const;
const mine = { credit: [{ userId: 'x', percent: 100 }] };
const owners = (fields: Partial<Order['owners']>): Partial<Order> => ({
  owners: { ...sampleOrder().owners, ...fields },
});

test.each<[string, Partial<Order>, Partial<Order>, ReturnType<typeof actor>, string | true]>([
  ['the sales owner splits the credit of an open order', {}, mine, actor('s', 'sales'), true],
  ['another rep does not', {}, mine, actor('x', 'sales'), 'orders.credit_not_yours'],
  ['nor does the sales owner once it is secured', secured, mine, actor('s', 'sales'), 'orders.credit_not_yours'],
  ['a logistics clerk never takes it', secured, mine, actor('x', 'logistics'), 'orders.credit_not_yours'],
  ['a manager decides at any time', secured, mine, actor('m', 'manager'), true],
  ['a rep hands over an open order', {}, owners({ sales: 'x' }), actor('x', 'sales'), true],
  ['but not a secured one', secured, owners({ sales: 'x' }), actor('x', 'sales'), 'orders.owner_not_yours'],
  ['a documents clerk takes over documents work', secured, owners({ documents: 'x' }), actor('x', 'documents'), true],
  [
    'but not the logistics of it',
    secured,
    owners({ logistics: 'x' }),
    actor('x', 'documents'),
    'orders.owner_not_yours',
  ],
  [
    'nor anything once it is on board',
    { ...secured, stage: 'SHIPPED' },
    owners({ documents: 'x' }),
    actor('x', 'documents'),
    'orders.owner_not_yours',
  ],
  ['what stays the same needs no right', secured, {}, actor('x', 'logistics'), true],
])('%s', (_, before, after, who, expected) => {
  const outcome = decideAssign(sampleOrder(before), sampleOrder({ ...before, ...after }), who);
  expect(outcome.ok || outcome.code).toBe(expected);
});
