import type { Order } from './order.js';

/** An order to try rules on, with whatever a case is about. */
export const sampleOrder = (fields: Partial<Order> = {}): Order => ({
  id: 'o', teamId: 't', no: 'YD-1', customerId: 'c', customerName: 'Alpha', country: 'DE', title: '', incoterm: null, place: '', currency: 'USD', amountMinor: 100, amountUsdMinor: 100,
  promisedShipOn: '2026-12-01', frozenShipOn: null, onBoardOn: null, deadline: null, owners: { sales: 's', documents: 'd', logistics: 'l' }, credit: [], tracks: { production: 0, documents: 0, logistics: 0, payment: 0 },
  stage: 'QUOTED', stageSince: '2026-11-01T00:00:00.000Z', rank: 'a0', status: 'active', statusReason: null, lostFrom: null, securedAt: null, createdAt: '2026-11-01T00:00:00.000Z', version: 3, ...fields,
});
