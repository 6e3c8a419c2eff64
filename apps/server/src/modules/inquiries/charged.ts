import { clockState } from '@tallyboard/rules/inquiries/reply-clocks';
import type { Schedule } from '@tallyboard/rules/time/work-calendar';
import type { EntityManager } from 'typeorm';
import { scheduleOf } from './team-duty.js';

/** One buyer-day, and whose it is to answer for. */
export type ChargedClock = {
  teamId: string;
  day: string;
  inquiryId: string;
  createdBy: string;
  startedAt: string;
  dueAt: string;
  answeredAt: string | null;
  /** Null: nobody's. */
  who: string | null;
  sourceId: string | null;
  source: string;
};
type Row = Omit<ChargedClock, 'who'> & {
  answeredBy: string | null;
  ownerId: string | null;
  dueOwnerId: string | null;
  dueSince: string | null;
};

const CLOCKS = `select c.team_id as "teamId", c.day, c.inquiry_id as "inquiryId", i.created_by as "createdBy", c.started_at as "startedAt", c.due_at as "dueAt",
    c.answered_at as "answeredAt", c.answered_by as "answeredBy", i.owner_id as "ownerId", o.owner_id as "dueOwnerId", o.at as "dueSince",
    i.source_id as "sourceId", coalesce(s.name, '') as source
  from reply_clock c join inquiry i on i.id = c.inquiry_id left join inquiry_source s on s.id = i.source_id
    left join lateral (select owner_id, at from inquiry_offer o where o.inquiry_id = c.inquiry_id and o.at < c.due_at order by o.at desc, o.id desc limit 1) o on true`;

/** Buyer-days of a team between two days. */
export const clocksOfTeam = (tx: EntityManager, teamId: string, from: string, to: string): Promise<Row[]> =>
  tx.query<Row[]>(`${CLOCKS} where c.team_id = $1 and c.day between $2 and $3`, [teamId, from, to]);

/** Buyer-days of everybody since an instant. */
export const clocksSince = (tx: EntityManager, startedAt: string): Promise<Row[]> =>
  tx.query<Row[]>(`${CLOCKS} where c.started_at >= $1`, [startedAt]);

/**
 * Whose each of them is: a hit is whoever answered's; a miss is whose it was when the window closed, if they were on duty meanwhile
 * (nobody off duty is charged: S56); what runs is whose it is now. A rescue after the end charges nobody else.
 */
export async function charge(tx: EntityManager, rows: readonly Row[], now: string): Promise<ChargedClock[]> {
  const schedules = new Map<string, Schedule | null>();
  const wasOnDuty = async (userId: string, from: string, to: string): Promise<boolean> => {
    if (!schedules.has(userId)) schedules.set(userId, await scheduleOf(tx, userId));
    const worked = schedules.get(userId)?.within(Date.parse(from), Date.parse(to));
    return worked?.ok === true && worked.value.length > 0;
  };
  const charged: ChargedClock[] = [];
  for (const { answeredBy, ownerId, dueOwnerId, dueSince, ...clock } of rows) {
    const state = clockState(clock, now);
    let who = state === 'hit' ? answeredBy : ownerId;
    if (state === 'miss') {
      const since = dueSince && dueSince > clock.startedAt ? dueSince : clock.startedAt;
      who = dueOwnerId && (await wasOnDuty(dueOwnerId, since, clock.dueAt)) ? dueOwnerId : null;
    }
    charged.push({ ...clock, who });
  }
  return charged;
}
