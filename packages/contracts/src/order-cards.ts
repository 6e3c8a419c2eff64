import { SCORES, SURVEY_WAYS } from '@tallyboard/rules/customers/survey';
import { DEADLINE_KINDS, INCOTERMS, ORDER_STATUSES } from '@tallyboard/rules/orders/order';
import { LANES, STAGES } from '@tallyboard/rules/orders/stages';
import { z } from 'zod';
import { boardLeague } from './points.js';
import { person, team } from './people.js';
import { country, day, id, instant, version } from './scalars.js';

export const stage = z.enum(STAGES);
export const lane = z.enum(LANES);
export const deadline = z.object({ kind: z.enum(DEADLINE_KINDS), on: day });
export const owners = z.object({ sales: id.nullable(), documents: id.nullable(), logistics: id.nullable() });
const percent = z.int().min(0).max(100);
export const tracks = z.object({ production: percent, documents: percent, logistics: percent, payment: percent });
export const creditShare = z.object({ userId: id, percent: z.int().min(1).max(100) });

/** An order as facts keep it: everything. It never leaves the server whole; see the cards below. */
export const order = z.object({
  id,
  teamId: id,
  no: z.string(),
  customerId: id,
  customerName: z.string(),
  country,
  title: z.string(),
  incoterm: z.enum(INCOTERMS).nullable(),
  place: z.string(),
  currency: z.string().nullable(),
  amountMinor: z.int().nullable(),
  amountUsdMinor: z.int().nullable(),
  promisedShipOn: day.nullable(),
  frozenShipOn: day.nullable(),
  onBoardOn: day.nullable(),
  deadline: deadline.nullable(),
  owners,
  credit: z.array(creditShare),
  tracks,
  stage,
  stageSince: instant,
  rank: z.string(),
  status: z.enum(ORDER_STATUSES),
  statusReason: z.string().nullable(),
  lostFrom: stage.nullable(),
  securedAt: instant.nullable(),
  createdAt: instant,
  version,
});

/** What a wall sees of an order: no customer, no title, no price. */
export const wallCard = order.pick({
  id: true,
  no: true,
  country: true,
  promisedShipOn: true,
  deadline: true,
  owners: true,
  tracks: true,
  stage: true,
  stageSince: true,
  rank: true,
  status: true,
  version: true,
});
/** What a person without the right to prices sees. */
export const teamCard = wallCard.extend(
  order.pick({ customerId: true, customerName: true, title: true, statusReason: true, lostFrom: true }).shape,
);
/** What a person who may see prices sees. */
export const priceCard = teamCard.extend(order.pick({ currency: true, amountMinor: true, amountUsdMinor: true }).shape);
export type WallCard = z.infer<typeof wallCard>;
export type TeamCard = z.infer<typeof teamCard>;
export type PriceCard = z.infer<typeof priceCard>;
/** A card as the desk handles it: the price fields are there only for those who may see them. */
export type Card = TeamCard & Partial<Pick<PriceCard, 'currency' | 'amountMinor' | 'amountUsdMinor'>>;

export const stageDefinition = z.object({
  code: stage,
  position: z.int(),
  columnId: id,
  nameZh: z.string(),
  nameEn: z.string(),
});
export const boardColumn = z.object({
  id,
  lane,
  position: z.int(),
  nameZh: z.string(),
  nameEn: z.string(),
  wipLimit: z.int().min(1).max(9999).nullable(),
  wipHard: z.boolean(),
});
export const stageSettings = z.object({
  version,
  columns: z.array(boardColumn).min(1).max(18),
  stages: z.array(stageDefinition).length(STAGES.length),
});
export type StageSettings = z.infer<typeof stageSettings>;

/** A team's board at one position of its feed: follow the feed from `seq` on. Cards, league and lines are of the caller's view. */
export const boardSnapshot = z.object({
  feed: z.string(),
  epoch: z.string(),
  seq: z.int(),
  at: instant,
  team,
  zone: z.string(),
  settings: stageSettings,
  /** The team and, not `active`, whoever is elsewhere now and still named by one of its orders. */
  people: z.array(person),
  cards: z.array(z.union([priceCard, teamCard, wallCard])),
  league: boardLeague,
  /** The last things that happened, oldest first, for tickers. */
  recent: z.array(z.object({ seq: z.int(), name: z.string(), at: instant, by: id, body: z.unknown() })),
});
export type BoardSnapshot = Omit<z.infer<typeof boardSnapshot>, 'cards'> & { cards: Card[] };

/** The order as the drawer shows it. Without the right to prices, the price fields are null. */
export const orderDetail = order.omit({ teamId: true, rank: true });
export type OrderDetail = z.infer<typeof orderDetail>;
/** Values of an order that people change. */
export const orderValues = order.pick({
  no: true,
  customerName: true,
  country: true,
  title: true,
  incoterm: true,
  place: true,
  currency: true,
  amountMinor: true,
  amountUsdMinor: true,
  promisedShipOn: true,
  frozenShipOn: true,
  onBoardOn: true,
  deadline: true,
  owners: true,
  credit: true,
  tracks: true,
  status: true,
});
export type OrderValues = z.infer<typeof orderValues>;
export const timelineEntry = z.object({
  seq: z.int(),
  name: z.string(),
  at: instant,
  by: id,
  commandId: id.nullable(),
  fromStage: stage.nullable(),
  toStage: stage.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  /** Names of the order's fields that the command changed. */
  changed: z.array(z.string()),
  /** What of it changed, from what to what. Prices are in neither for who may not see them; an amount comes with its currency. */
  from: orderValues.partial(),
  to: orderValues.partial(),
  undone: z.boolean(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

/** What became of the order's survey: when, how, and what the buyer gave, but not what they wrote. `way` is null where it never went out. */
export const surveyEntry = z.object({
  kind: z.enum(['sent', 'answered', 'expired']),
  at: instant,
  way: z.enum(SURVEY_WAYS).nullable(),
  score: z.literal(SCORES).nullable(),
  counted: z.boolean(),
});
export type SurveyEntry = z.infer<typeof surveyEntry>;

/** The payload of every `orders.*` fact but `orders.reranked`: the order after and before, and why. */
export const orderChanged = z.object({
  order,
  before: order.nullable(),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  undoes: id.nullable(),
});
export type OrderChanged = z.infer<typeof orderChanged>;
