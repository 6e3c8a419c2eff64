import { addDays } from './business-day.js';
import { isoWeekday } from './wall-clock.js';

/** The Monday of a day's week. */
export const mondayOf = (day: string): string => addDays(day, 1 - isoWeekday(day));
