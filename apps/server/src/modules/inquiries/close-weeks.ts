import { Injectable } from '@nestjs/common';
import { REPLY_WINDOW_MS, type ReplyWeek } from '@tallyboard/rules/inquiries/inquiry';
import { replyRate } from '@tallyboard/rules/inquiries/reply-clocks';
import { periodAt } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { charge, clocksSince } from './charged.js';
import { officeZone } from './inquiry-table.js';
import { systemContext } from '../../platform/commands/system-context.js';

const EVERY_MS = 10 * 60_000;
/** Weeks are looked at again for so long: an inquiry may turn out to be junk, or not to be. */
const WEEKS = 3;

/** A day after its end all of a week is decided. */
const isOpen = (week: string, zone: string, now: string): boolean =>
  week >= periodAt('week', new Date(Date.parse(now) - REPLY_WINDOW_MS).toISOString(), zone).code;

/** Tells of each week of each person's answers once all of it is decided, and again when it has become another. */
@Injectable()
export class CloseWeeks {
  private lookedAt = '';

  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  /** Answers how many weeks were told of. Looks at most every ten minutes. */
  async close(now: string): Promise<number> {
    if (this.lookedAt !== '' && Math.abs(Date.parse(now) - Date.parse(this.lookedAt)) < EVERY_MS) return 0;
    this.lookedAt = now;
    const zone = await officeZone(this.db.manager);
    const from = periodAt('week', new Date(Date.parse(now) - WEEKS * 7 * 86_400_000).toISOString(), zone).startsAt;
    const tx = this.db.manager;
    // Whoever entered an inquiry by hand and answered it is not measured by it.
    const clocks = (await charge(tx, await clocksSince(tx, from), now)).filter(
      (c) => c.who !== null && c.who !== c.createdBy,
    );
    const found = Map.groupBy(clocks, (c) => `${c.teamId} ${c.who} ${periodAt('week', c.startedAt, zone).code}`);
    const weeks = new Map([...found].map(([key, own]) => [key, replyRate(own, now)]));
    // A week of which nothing is left is told too.
    const told = await this.db.query<{ key: string }[]>(
      `select team_id || ' ' || user_id || ' ' || week as key from reply_week where week >= $1 and hits + misses > 0`,
      [periodAt('week', from, zone).code],
    );
    for (const { key } of told) if (!weeks.has(key)) weeks.set(key, { hits: 0, misses: 0, running: 0, rate: null });
    let count = 0;
    for (const [key, { hits, misses }] of weeks) {
      const [teamId, userId, week] = key.split(' ') as [string, string, string];
      if (isOpen(week, zone, now)) continue;
      if (await this.tell(teamId, { userId, week, hits, misses }, now)) count += 1;
    }
    return count;
  }

  private tell(teamId: string, week: ReplyWeek, now: string): Promise<boolean> {
    return this.commands.run(systemContext(now), async (tx) => {
      const { userId, week: code, hits, misses } = week;
      // Two nodes may look at once: the second finds it told.
      const changed = await tx.query<unknown[]>(
        `insert into reply_week as w (team_id, user_id, week, hits, misses) values ($1, $2, $3, $4, $5)
         on conflict (team_id, user_id, week) do update set hits = excluded.hits, misses = excluded.misses
           where (w.hits, w.misses) <> (excluded.hits, excluded.misses) returning 1`,
        [teamId, userId, code, hits, misses],
      );
      if (changed.length === 0) return { reply: false, facts: [] };
      return { reply: true, facts: [newFact(teamFeed(teamId), 'inquiries.week_closed', week)] };
    });
  }
}
