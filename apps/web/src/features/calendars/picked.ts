import type { LeaveEntry, ShiftEntry } from '@tallyboard/contracts/duty';
import type { DayRule } from '@tallyboard/rules/time/work-calendar';

/** A leave or a shift of somebody that is looked at. */
export type Picked = { userId: string; leave?: LeaveEntry; shift?: ShiftEntry };
/** A day while it is edited. */
export type DayDraft = { on: string } & DayRule;
