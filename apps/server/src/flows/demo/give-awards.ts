import type { INestApplicationContext } from '@nestjs/common';
import { periodAt } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { DecideAward } from '../../modules/points/awards/decide-award.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { OnScoredFact } from '../../modules/points/on-scored-fact.js';
import { Reactions } from '../../platform/feeds/reactions.js';
import { CloseAwards } from '../awards/close-awards.js';
import type { PersonKey } from './cast.js';

const HOUR_MS = 3_600_000;
/** How many of each are over; of the last month one, and of the last week all, wait for the manager. */
const OVER = { month: 6, week: 9, year: 1 } as const;
/** Who votes for which place of the shortlist, when a customer of the year is sought. */
const VOTES: readonly (readonly [who: PersonKey, place: number])[] = [
  ['lin', 0],
  ['wu', 0],
  ['shen', 1],
  ['zhou', 0],
  ['he', 1],
];
type As = (key: PersonKey, at: string) => CommandContext;

/** Awards of periods that are over, judged, voted on and confirmed at their time. */
export async function giveAwards(app: INestApplicationContext, now: string, as: As): Promise<void> {
  // One of them looks at points, and while the demo is written nothing listens yet.
  await app.get(Reactions).wake(app.get(OnScoredFact));
  const db = app.get(DataSource);
  const [{ zone }] = await db.query<[{ zone: string }]>('select zone from people_organization_view');
  const ends = (['month', 'week', 'year'] as const).flatMap((kind) => {
    let end = now;
    return Array.from({ length: OVER[kind] }, () => {
      end = periodAt(kind, new Date(Date.parse(end) - 1).toISOString(), zone).startsAt;
      return end;
    });
  });
  const [week, month] = [periodAt('week', now, zone).startsAt, periodAt('month', now, zone).startsAt];
  for (const end of [...new Set(ends)].sort()) {
    const [judged, decided] = [25, 30].map((hours) => new Date(Date.parse(end) + hours * HOUR_MS).toISOString());
    if (decided! > now) continue;
    await app.get(CloseAwards).look(judged!);
    await castVotes(app, (key) => as(key, judged!));
    const waiting = await db.query<{ id: string; asOf: string }[]>(
      `select id, as_of as "asOf" from award where state = 'shortlist'
         and case when period_kind = 'week' then ends_at < $1 when award = 'collaboration_star' then ends_at < $2 else true end order by award, id`,
      [week, month],
    );
    for (const { id, asOf } of waiting)
      await app.get(DecideAward).publish(as('wang', decided!), { id, note: '', asOf });
  }
}

/** The team's votes, for whoever is where on the shortlist. */
async function castVotes(app: INestApplicationContext, as: (key: PersonKey) => CommandContext): Promise<void> {
  const open = await app
    .get(DataSource)
    .query<{ id: string; placed: string[] }[]>(
      `select id, jsonb_path_query_array(ranking, '$.placed[*].id') as placed from award where state = 'shortlist' and award = 'customer_of_the_year'`,
    );
  for (const { id, placed } of open)
    for (const [who, place] of VOTES)
      if (placed[place]) await app.get(DecideAward).vote(as(who), { id, customerId: placed[place] });
}
