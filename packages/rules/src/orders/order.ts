import type { Lane, Stage } from './stages.js';

export const ORDER_STATUSES = ['active', 'on_hold', 'cancelled'] as const;
/** The overlay on the stage. A lost order is `active` in stage LOST; a finished one is `active` in CLOSED. */
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const TRACKS = ['production', 'documents', 'logistics', 'payment'] as const;
export type Track = (typeof TRACKS)[number];
/** Percent done, 0–100, of each parallel track (S25). */
export type Tracks = Record<Track, number>;

export const INCOTERMS = ['EXW', 'FCA', 'FAS', 'FOB', 'CFR', 'CIF', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP'] as const;
export type Incoterm = (typeof INCOTERMS)[number];

/** Where a next deadline comes from; the card names it. */
export const DEADLINE_KINDS = [
  'quote_validity',
  'fx_validity',
  'deposit_due',
  'goods_ready',
  'latest_shipment',
  'cy_cutoff',
  'presentation',
  'lc_expiry',
  'eta',
  'balance_due',
  'free_time',
  'other',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];
export type Deadline = { kind: DeadlineKind; on: string };

/** Who does the work in each lane; points follow these. */
export type LaneOwners = Record<Lane, string | null>;
/** Whose sale it is, in whole percent that total 100; empty means the sales owner alone. */
export type CreditShare = { userId: string; percent: number };

/** An order as the rules, the facts and the server know it. Instants are ISO UTC, `…On` are calendar days. */
export type Order = {
  id: string;
  teamId: string;
  /** The office's own number, unique in the company. */
  no: string;
  customerId: string;
  customerName: string;
  /** ISO 3166-1 alpha-2 of the customer. */
  country: string;
  title: string;
  incoterm: Incoterm | null;
  place: string;
  currency: string | null;
  amountMinor: number | null;
  /** US cents; follows amount and rate until the order is SECURED, then frozen. */
  amountUsdMinor: number | null;
  promisedShipOn: string | null;
  /** The promise as it stood when the order became SECURED: on-time is measured against it. */
  frozenShipOn: string | null;
  /** The day the goods went on board; set by reaching SHIPPED, correctable. */
  onBoardOn: string | null;
  deadline: Deadline | null;
  owners: LaneOwners;
  credit: CreditShare[];
  tracks: Tracks;
  stage: Stage;
  stageSince: string;
  /** Fractional index, unique in the team, compared bytewise. */
  rank: string;
  status: OrderStatus;
  /** Why it stands still, was cancelled or lost. */
  statusReason: string | null;
  /** The stage it was in when it was lost. */
  lostFrom: Stage | null;
  securedAt: string | null;
  createdAt: string;
  version: number;
};

/** Still worth a place on the board: neither cancelled, closed nor lost. */
export const isOpen = (o: Pick<Order, 'status' | 'stage'>): boolean =>
  o.status !== 'cancelled' && o.stage !== 'CLOSED' && o.stage !== 'LOST';

/** Whose sale it is, with the default resolved. */
export const creditOf = (o: Pick<Order, 'credit' | 'owners'>): CreditShare[] =>
  o.credit.length > 0 ? o.credit : o.owners.sales ? [{ userId: o.owners.sales, percent: 100 }] : [];
