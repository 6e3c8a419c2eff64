import type { Mark } from '@tallyboard/rules/points/engine/newcomer';
import { MARK_DAYS, Newcomers } from '@tallyboard/rules/points/engine/newcomers';
import type { ScoredFact } from '@tallyboard/rules/points/engine/scored-fact';
import type { EntityManager } from 'typeorm';

/** Whose first days some facts may touch, and by what. */
type Touching = { subjects: string[]; people: string[]; dated: string[] };

function touchedBy(facts: readonly ScoredFact[]): Touching {
  const touching: Touching = { subjects: [], people: [], dated: [] };
  for (const { about } of facts) {
    if (about.of === 'start') touching.dated.push(about.userId);
    if (about.of !== 'order' && about.of !== 'inquiry') continue;
    const of = about.of === 'order' ? about.order : about.inquiry;
    const userId =
      about.of === 'order' ? about.order.securedAt && about.order.owners.sales : about.inquiry.qualifiedFor;
    touching.subjects.push(of.id);
    if (userId) touching.people.push(userId);
  }
  touching.people.push(...touching.dated);
  return touching;
}

/** Who may be settled because of some facts: their milestones are read together with all else. */
export const newcomersIn = (facts: readonly ScoredFact[]): string[] => [...new Set(touchedBy(facts).people)];

const MARKS = `select m.kind, m.subject_id as id, m.user_id as "userId", m.no, m.at, m.day as on from points_newcomer_mark m`;

/**
 * What is known of the first days of those whom some facts touch. When somebody joined is written down when they are first asked for, as it is
 * entered then, or else as the day of their account; what is entered later is told by a fact, so that a replay knows it when this engine did.
 */
export async function loadNewcomers(tx: EntityManager, facts: readonly ScoredFact[]): Promise<Newcomers> {
  const { subjects, people, dated } = touchedBy(facts);
  if (subjects.length + people.length === 0) return new Newcomers();
  const [, starts, marks] = await Promise.all([
    people.length > 0 &&
      tx.query(
        `insert into points_newcomer (user_id, first_on, joined_on)
           select p.id, d.day, d.day from people_person_view p cross join people_organization_view o left join inquiries_joined_view j on j.user_id = p.id
             cross join lateral (select coalesce(j.joined_on, (p.created_at at time zone o.zone)::date) as day) d
           where p.id = any($1::uuid[]) and not exists (select 1 from points_newcomer n where n.user_id = p.id) on conflict do nothing`,
        [people],
      ),
    tx.query<{ userId: string; joinedOn: string }[]>(
      `select n.user_id as "userId", n.joined_on as "joinedOn" from points_newcomer n
       where n.user_id = any($1::uuid[]) or n.user_id in (select user_id from points_newcomer_mark where subject_id = any($2::uuid[]))`,
      [people, subjects],
    ),
    tx.query<Mark[]>(
      `${MARKS} where m.subject_id = any($1::uuid[])
       union select * from (${MARKS} join points_newcomer n on n.user_id = m.user_id and m.day between n.joined_on and n.joined_on + $3::int
         where m.user_id = any($2::uuid[]) or m.user_id in (select user_id from points_newcomer_mark where subject_id = any($1::uuid[]))) early
       union select * from (${MARKS} where m.user_id = any($4::uuid[])) dated`,
      [subjects, people, MARK_DAYS, dated],
    ),
  ]);
  return new Newcomers(
    starts.map((s) => [s.userId, s.joinedOn] as const),
    marks,
  );
}

export async function saveNewcomers(tx: EntityManager, newcomers: Newcomers): Promise<void> {
  const { changedMarks, changedStarts } = newcomers;
  const keys = [...changedMarks].map((key) => key.split(' ') as [string, string]);
  const kept = [...changedMarks].map((key) => newcomers.mark(key)).filter((m) => m !== undefined);
  const starts = [...changedStarts];
  await Promise.all([
    keys.length > 0 &&
      tx.query(
        'delete from points_newcomer_mark m using unnest($1::text[], $2::uuid[]) as k (kind, id) where m.kind = k.kind and m.subject_id = k.id',
        [keys.map(([kind]) => kind), keys.map(([, id]) => id)],
      ),
    kept.length > 0 &&
      tx.query(
        `insert into points_newcomer_mark (kind, subject_id, user_id, no, at, day)
         select kind, id, "userId", no, at, "on" from jsonb_to_recordset($1::jsonb) as r (kind text, id uuid, "userId" uuid, no text, at timestamptz, "on" date)`,
        [JSON.stringify(kept)],
      ),
    starts.length > 0 &&
      tx.query(
        `update points_newcomer n set joined_on = s.day from unnest($1::uuid[], $2::date[]) as s (user_id, day) where n.user_id = s.user_id`,
        [starts, starts.map((id) => newcomers.joinedOn(id)!)],
      ),
  ]);
}

/** When everybody had joined whom the engine ever asked for, as it was known then: what a replay begins with. */
export async function firstStarts(tx: EntityManager): Promise<(readonly [string, string])[]> {
  const rows = await tx.query<{ userId: string; on: string }[]>(
    'select user_id as "userId", first_on as on from points_newcomer',
  );
  return rows.map((r) => [r.userId, r.on] as const);
}
