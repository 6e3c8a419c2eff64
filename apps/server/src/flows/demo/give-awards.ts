import type { INestApplicationContext } from '@nestjs/common';
import { periodAt } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { DecideAward } from '../../modules/points/awards/decide-award.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Reactions } from '../../platform/feeds/reactions.js';
import { CloseAwards } from '../awards/close-awards.js';

const HOUR_MS = 3_600_000;
/** How many of each are over and decided; the one that ended last waits for the manager. */
const DECIDED = { month: 5, week: 4 } as const;

/** Awards of periods before the last, judged and confirmed at their time. */
export async function giveAwards(
  app: INestApplicationContext,
  now: string,
  as: (at: string) => CommandContext,
): Promise<void> {
  // One of them looks at points.
  await app.get(Reactions).settled();
  const db = app.get(DataSource);
  const [{ zone }] = await db.query<[{ zone: string }]>('select zone from people_organization_view');
  const ends = (['month', 'week'] as const).flatMap((kind) => {
    let end = periodAt(kind, now, zone).startsAt;
    return Array.from({ length: DECIDED[kind] }, () => {
      end = periodAt(kind, new Date(Date.parse(end) - 1).toISOString(), zone).startsAt;
      return end;
    });
  });
  ends.sort();
  for (const end of ends) {
    const [judged, decided] = [25, 30].map((hours) => new Date(Date.parse(end) + hours * HOUR_MS).toISOString());
    await app.get(CloseAwards).look(judged!);
    const waiting = await db.query<{ id: string; asOf: string }[]>(
      `select id, as_of as "asOf" from award where state = 'shortlist'
         and ends_at < case period_kind when 'week' then $1::timestamptz else $2::timestamptz end order by award, id`,
      [periodAt('week', now, zone).startsAt, periodAt('month', now, zone).startsAt],
    );
    for (const { id, asOf } of waiting) await app.get(DecideAward).publish(as(decided!), { id, note: '', asOf });
  }
}
