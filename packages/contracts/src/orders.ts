import { BACKWARD_REASONS } from '@tallyboard/rules/orders/decide-move';
import { LOSS_REASONS } from '@tallyboard/rules/orders/decide-status';
import { INCOTERMS } from '@tallyboard/rules/orders/order';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import {
  boardSnapshot,
  creditShare,
  deadline,
  orderDetail,
  owners,
  priceCard,
  stage,
  stageSettings,
  teamCard,
  surveyEntry,
  timelineEntry,
  tracks,
} from './order-cards.js';
import { importInput, importReport } from './order-imports.js';
import { person } from './people.js';
import { country, currency, day, id, minor, requiredText, text, version } from './scalars.js';

export const ordersProblems = {
  'orders.not_found': 404,
  'orders.stale': 409,
  'orders.changed_since': 409,
  'orders.nothing_to_undo': 409,
  'orders.no_taken': 409,
  'orders.not_movable': 409,
  'orders.stage_not_reachable': 409,
  'orders.lane_not_yours': 403,
  'orders.lane_crossing_not_allowed': 403,
  'orders.price_not_yours': 403,
  'orders.reason_required': 422,
  'orders.wip_limit': 409,
  'orders.not_active': 409,
  'orders.not_on_hold': 409,
  'orders.too_late_to_lose': 409,
  'orders.nothing_to_reopen': 409,
  'orders.locked': 409,
  'orders.credit_not_100': 422,
  'orders.owner_not_in_team': 422,
  'orders.owner_not_yours': 403,
  'orders.credit_not_yours': 403,
  'orders.rate_missing': 422,
  'orders.stages_incomplete': 422,
  'orders.stages_stale': 409,
  'orders.file_unreadable': 422,
  'orders.file_too_long': 422,
} as const;

const fields = {
  customerId: id,
  title: text(120),
  incoterm: z.enum(INCOTERMS).nullable(),
  place: text(80),
  currency: currency.nullable(),
  amountMinor: minor.nullable(),
  promisedShipOn: day.nullable(),
  onBoardOn: day.nullable(),
  deadline: deadline.nullable(),
  owners,
  credit: z.array(creditShare).max(10),
  tracks,
};
const target = { id, expectedVersion: version };

const outcome = z.object({ card: z.union([priceCard, teamCard]), commandId: id });
export const fxRate = z.object({ currency, usdPerUnit: z.string().regex(/^\d{1,9}(\.\d{1,10})?$/), asOf: day });

/** Which orders an export or search is about; the same words as the board's URL. */
export const orderFilter = z.strictObject({
  q: text(80).optional(),
  owner: id.optional(),
  country: country.optional(),
  risk: z.enum(['due', 'late', 'blocked']).optional(),
  stage: stage.optional(),
});

export const ordersApi = {
  board: endpoint({
    method: 'GET',
    path: '/teams/:teamId/board',
    allow: 'board.view',
    summary: 'A team board at one position of its feed; 304 when unchanged.',
    input: z.strictObject({ teamId: id }),
    reply: boardSnapshot,
  }),
  get: endpoint({
    method: 'GET',
    path: '/orders/:id',
    allow: 'customers.view',
    summary: 'One order, whole.',
    input: z.strictObject({ id }),
    reply: orderDetail,
  }),
  timeline: endpoint({
    method: 'GET',
    path: '/orders/:id/timeline',
    allow: 'customers.view',
    summary: 'What happened to an order: who, when, from, to, why.',
    input: z.strictObject({ id }),
    reply: z.object({
      entries: z.array(timelineEntry),
      /** In order; none for those who may not see surveys. */
      surveys: z.array(surveyEntry),
      /** Whoever acted or is named, of other teams too: they are not `active` here. */
      people: z.array(person),
    }),
  }),
  openOf: endpoint({
    method: 'GET',
    path: '/people/:id/open-orders',
    allow: 'people.manage',
    summary: 'How many open orders of their team name a person as an owner.',
    input: z.strictObject({ id }),
    reply: z.object({ open: z.int() }),
  }),
  create: endpoint({
    method: 'POST',
    path: '/orders',
    allow: 'orders.create',
    command: true,
    summary: 'A new order at the top of its stage, on the board of the own team or of the one that is named.',
    input: z
      .strictObject({
        ...fields,
        teamId: id.optional(),
        no: text(40).optional(),
        stage: stage.exclude(['LOST', 'CLOSED']).default('INQUIRY'),
      })
      .partial({
        title: true,
        incoterm: true,
        place: true,
        currency: true,
        amountMinor: true,
        promisedShipOn: true,
        onBoardOn: true,
        deadline: true,
        owners: true,
        credit: true,
        tracks: true,
      }),
    reply: outcome,
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/orders/:id',
    allow: 'orders.edit',
    command: true,
    summary: 'Change fields of an order; of its owners and tracks only those that are named.',
    input: z.strictObject({
      ...target,
      no: requiredText(40).optional(),
      ...z.object({ ...fields, owners: owners.partial(), tracks: tracks.partial() }).partial().shape,
    }),
    reply: outcome,
  }),
  move: endpoint({
    method: 'POST',
    path: '/orders/:id/move',
    allow: 'user',
    command: true,
    summary: 'Move an order to a stage, behind another card (`afterId`) or to the top.',
    input: z.strictObject({
      ...target,
      toStage: stage,
      afterId: id.nullable(),
      reason: z.enum(BACKWARD_REASONS).optional(),
      note: text(300).optional(),
    }),
    reply: outcome,
  }),
  hold: endpoint({
    method: 'POST',
    path: '/orders/:id/hold',
    allow: 'orders.hold',
    command: true,
    summary: 'Put an order on hold.',
    input: z.strictObject({ ...target, reason: requiredText(200) }),
    reply: outcome,
  }),
  resume: endpoint({
    method: 'POST',
    path: '/orders/:id/resume',
    allow: 'orders.hold',
    command: true,
    summary: 'Take an order up again.',
    input: z.strictObject(target),
    reply: outcome,
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/orders/:id/cancel',
    allow: 'orders.cancel',
    command: true,
    summary: 'Cancel an order; takes back what it earned.',
    input: z.strictObject({ ...target, reason: requiredText(200) }),
    reply: outcome,
  }),
  lose: endpoint({
    method: 'POST',
    path: '/orders/:id/lose',
    allow: 'orders.cancel',
    command: true,
    summary: 'The customer went elsewhere: reason and stage are kept.',
    input: z.strictObject({ ...target, reason: z.enum(LOSS_REASONS), note: text(300).optional() }),
    reply: outcome,
  }),
  reopen: endpoint({
    method: 'POST',
    path: '/orders/:id/reopen',
    allow: 'orders.reopen',
    command: true,
    summary: 'Bring a lost or cancelled order back.',
    input: z.strictObject(target),
    reply: outcome,
  }),
  undo: endpoint({
    method: 'POST',
    path: '/orders/:id/undo',
    allow: 'user',
    command: true,
    summary: 'Undo one of my own commands on this order, unless somebody changed it since.',
    input: z.strictObject({ id, commandId: id }),
    reply: outcome,
  }),

  settings: endpoint({
    method: 'PUT',
    path: '/teams/:teamId/stages',
    allow: 'stages.manage',
    command: true,
    summary: 'Names, order, grouping and limits of stages and columns; no card is lost.',
    input: z.strictObject({
      teamId: id,
      expectedVersion: version,
      columns: stageSettings.shape.columns,
      stages: stageSettings.shape.stages,
    }),
    reply: stageSettings,
  }),
  rates: endpoint({
    method: 'GET',
    path: '/fx-rates',
    allow: 'user',
    summary: 'US dollars per unit of each currency.',
    input: z.strictObject({}),
    reply: z.object({ rates: z.array(fxRate) }),
  }),
  setRate: endpoint({
    method: 'PUT',
    path: '/fx-rates/:currency',
    allow: 'fx.manage',
    command: true,
    summary: 'Set a rate; open orders that are not secured follow it.',
    input: z.strictObject(fxRate.shape),
    reply: fxRate,
  }),

  importPreview: endpoint({
    method: 'POST',
    path: '/order-imports/preview',
    allow: 'orders.import',
    summary: 'Read a sheet of orders and say row by row what an import would do. Writes nothing.',
    input: importInput,
    reply: importReport,
  }),
  importRun: endpoint({
    method: 'POST',
    path: '/order-imports',
    allow: 'orders.import',
    command: true,
    summary: 'Import the good rows of a sheet; matched by order number, so repeating it changes nothing.',
    input: importInput,
    reply: importReport,
  }),
  importTemplate: endpoint({
    method: 'GET',
    path: '/order-imports/template',
    allow: 'orders.import',
    produces: 'text/csv',
    summary: 'An empty sheet with the known headers and an example.',
    input: z.strictObject({ locale: z.enum(['zh-CN', 'en']).default('zh-CN') }),
    reply: z.string(),
  }),
  export: endpoint({
    method: 'GET',
    path: '/orders/export',
    allow: 'orders.export',
    produces: 'text/csv',
    summary: 'The filtered orders of the own team, or of the one that is named, as CSV.',
    input: z.strictObject({
      teamId: id.optional(),
      ...orderFilter.shape,
      locale: z.enum(['zh-CN', 'en']).default('zh-CN'),
    }),
    reply: z.string(),
  }),
};
