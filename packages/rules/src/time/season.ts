import { type Period, periodAt } from './periods.js';

/** A season is a calendar quarter of the office zone. */
export type Season = Period;
export const seasonAt = (instant: string, zone: string): Season => periodAt('quarter', instant, zone);
