import { CERTAINTIES, DAY_KINDS, isWeekly, YEAR_STATES } from '@tallyboard/rules/time/work-calendar';
import { isWallTime, isZone } from '@tallyboard/rules/time/wall-clock';
import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { country, day, id, nothing, requiredText, text, version } from './scalars.js';

export const calendarsProblems = {
  'calendars.year_without_data': 409,
  'calendars.stale': 409,
  'calendars.market_not_found': 404,
  'calendars.day_not_found': 404,
  'calendars.not_yours': 403,
  'calendars.leave_not_found': 404,
  'calendars.leave_backwards': 422,
  'calendars.shift_not_found': 404,
  'calendars.shift_overlaps': 409,
  'calendars.on_leave': 409,
  'calendars.range_too_long': 422,
} as const;

export const zone = z.string().max(60).refine(isZone, { error: 'not_a_zone' });
/** `HH:MM`, up to `24:00`. */
export const wallTime = z.string().refine(isWallTime, { error: 'not_a_time' });
const spans = z.array(z.strictObject({ from: wallTime, to: wallTime })).max(4);
/** Hours by ISO weekday, Monday first; spans of a day in order, apart. */
export const weekly = z
  .strictObject({ 1: spans, 2: spans, 3: spans, 4: spans, 5: spans, 6: spans, 7: spans })
  .refine(isWeekly, { error: 'not_hours' });
const year = z.coerce.number().int().min(2020).max(2100);

export const dayRule = z.object({
  kind: z.enum(DAY_KINDS),
  nameZh: z.string(),
  nameEn: z.string(),
  certainty: z.enum(CERTAINTIES),
  source: z.string(),
});
const days = z.record(day, dayRule);
/** As the rules count by it. */
export const workCalendar = z.object({
  id,
  version,
  zone: z.string(),
  weekly,
  coveredYears: z.array(z.int()),
  days,
});
const years = z.record(z.string(), z.enum(YEAR_STATES));

/** A team's calendar: the market's days with the team's own over them, and of which of both it is made. `changedBy`: null for what it began with. */
export const office = z.object({
  teamId: id,
  calendar: workCalendar,
  market: country,
  marketVersion: version,
  years,
  own: days,
  changedAt: z.string(),
  changedBy: id.nullable(),
});
export type Office = z.infer<typeof office>;

/** `weekend`: ISO weekdays that are usually free there. */
export const market = z.object({ market: country, version, weekend: z.array(z.int()), years });
export type Market = z.infer<typeof market>;
export const holidays = market.extend({ days, changedAt: z.string(), changedBy: id.nullable() });
export type Holidays = z.infer<typeof holidays>;

const ownDay = { kind: z.enum(DAY_KINDS), nameZh: requiredText(60), nameEn: requiredText(60) };
const ofTeam = { teamId: id, expectedVersion: version };
const ofMarket = { market: country, expectedVersion: version };

/** Work calendars of teams, and the days off of markets. */
export const calendarsApi = {
  office: endpoint({
    method: 'GET',
    path: '/calendars/office',
    allow: 'calendars.view',
    summary: 'The work calendar of a team, my own unless another is named.',
    input: z.strictObject({ teamId: id.optional() }),
    reply: office,
  }),
  setOffice: endpoint({
    method: 'PUT',
    path: '/calendars/office',
    allow: 'calendars.manage',
    command: true,
    summary: 'Zone, weekly hours and market of a team’s calendar.',
    input: z.strictObject({ ...ofTeam, zone, weekly, market: country }),
    reply: office,
  }),
  setOfficeDay: endpoint({
    method: 'PUT',
    path: '/calendars/office/days/:on',
    allow: 'calendars.manage',
    command: true,
    summary: 'A day that the office has off or works, whatever its market does.',
    input: z.strictObject({ ...ofTeam, on: day, ...ownDay }),
    reply: office,
  }),
  clearOfficeDay: endpoint({
    method: 'DELETE',
    path: '/calendars/office/days/:on',
    allow: 'calendars.manage',
    command: true,
    summary: 'The day is again as the market has it.',
    input: z.strictObject({ ...ofTeam, on: day }),
    reply: office,
  }),
  markets: endpoint({
    method: 'GET',
    path: '/calendars/markets',
    allow: 'calendars.view',
    summary: 'Markets whose days off are kept, and how much of which years is known.',
    input: nothing,
    reply: z.object({ markets: z.array(market) }),
  }),
  holidays: endpoint({
    method: 'GET',
    path: '/calendars/markets/:market',
    allow: 'calendars.view',
    summary: 'The days off of a market, with certainty and source.',
    input: z.strictObject({ market: country }),
    reply: holidays,
  }),
  setHoliday: endpoint({
    method: 'PUT',
    path: '/calendars/markets/:market/days/:on',
    allow: 'calendars.manage',
    command: true,
    summary: 'Add or change a day of a market; calendars of teams that follow it get a new version.',
    input: z.strictObject({
      ...ofMarket,
      on: day,
      ...ownDay,
      certainty: z.enum(CERTAINTIES),
      source: text(120).default(''),
    }),
    reply: holidays,
  }),
  removeHoliday: endpoint({
    method: 'DELETE',
    path: '/calendars/markets/:market/days/:on',
    allow: 'calendars.manage',
    command: true,
    summary: 'Take a day out of a market’s table. Earlier versions keep it.',
    input: z.strictObject({ ...ofMarket, on: day }),
    reply: holidays,
  }),
  setYear: endpoint({
    method: 'PUT',
    path: '/calendars/markets/:market/years/:year',
    allow: 'calendars.manage',
    command: true,
    summary: 'Say how much of a year is known. Null: it is without data, and nothing is counted in it.',
    input: z.strictObject({ ...ofMarket, year, state: z.enum(YEAR_STATES).nullable() }),
    reply: holidays,
  }),
};

/** Facts of calendars, in the team's feed: what changed is read anew. */
export const officeChanged = z.object({ teamId: id, version });
export const holidaysChanged = z.object({ market: country, version });
