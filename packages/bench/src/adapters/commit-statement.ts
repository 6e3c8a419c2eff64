/** The floor's tables: an order and its history, with the indexes such a thing cannot do without. */
export const FLOOR_TABLES = `
  create table floor_order (id uuid primary key, stage text not null, version int not null) with (fillfactor = 70);
  create table floor_event (seq bigint generated always as identity primary key, order_id uuid not null, payload jsonb not null, at timestamptz not null default clock_timestamp());
  insert into floor_order select gen_random_uuid(), 'QUOTED', 1 from generate_series(1, 500)`;

/** One durable move as cheap as SQL makes it: update and history in one statement, one round trip, one commit. */
export const COMMIT_SQL = {
  name: 'floor_move',
  text: `with moved as (update floor_order set version = version + 1 where id = $1 returning id) insert into floor_event (order_id, payload) select id, $2 from moved`,
};

/** About 600 bytes on the wire, as a move of a card with its fields is. */
export const FACT = {
  name: 'orders.moved',
  at: '2026-11-24T09:00:00.000Z',
  by: '019ab000-0000-7000-8000-000000000001',
  body: {
    id: '019ab000-0000-7000-8000-000000000002',
    no: 'TB-2611-042',
    title: 'Stainless steel water bottles, 750 ml, powder coated',
    customerName: 'Nordlicht Handels GmbH',
    country: 'DE',
    stage: 'NEGOTIATING',
    stageSince: '2026-11-24T09:00:00.000Z',
    rank: 'a1Vk3',
    status: 'active',
    version: 7,
    promisedShipOn: '2027-01-15',
    currency: 'USD',
    amountMinor: 4_820_000,
    owners: { sales: '019ab000-0000-7000-8000-000000000003', documents: null, logistics: null },
    tracks: { production: 0, documents: 0, logistics: 0, payment: 0 },
  },
} as const;
