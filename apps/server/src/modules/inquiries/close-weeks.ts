import { Injectable } from '@nestjs/common';
import { REPLY_WINDOW_MS, type ReplyWeek } from '@tallyboard/rules/inquiries/inquiry';
import { replyRate } from '@tallyboard/rules/inquiries/reply-clocks';
import { periodAt } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { officeZone } from './inquiry-table.js';
import { systemContext } from '../../platform/commands/system-context.js';

const EVERY_MS = 10 * 60_000;
/** Weeks are looked at again for so long: an inquiry may turn out to be junk, or not to be. */
const WEEKS = 3;
type Clock = { teamId: string; userId: string; startedAt: string; dueAt: string; answeredAt: string | null };

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
    const clocks = await this.db.query<Clock[]>(
      // Whoever entered an inquiry by hand and answered it is not measured by it.
      `select c.team_id as "teamId", coalesce(c.answered_by, i.owner_id) as "userId", c.started_at as "startedAt", c.due_at as "dueAt", c.answered_at as "answeredAt"
       from reply_clock c join inquiry i on i.id = c.inquiry_id
       where c.started_at >= $1 and coalesce(c.answered_by, i.owner_id) is not null and i.created_by <> coalesce(c.answered_by, i.owner_id)`,
      [from],
    );
    const weeks = Map.groupBy(clocks, (c) => `${c.teamId} ${c.userId} ${periodAt('week', c.startedAt, zone).code}`);
    let told = 0;
    for (const own of weeks.values()) {
      const { code, endsAt } = periodAt('week', own[0]!.startedAt, zone);
      if (Date.parse(endsAt) + REPLY_WINDOW_MS > Date.parse(now)) continue;
      const { hits, misses } = replyRate(own, now);
      if (await this.tell(own[0]!.teamId, { userId: own[0]!.userId, week: code, hits, misses }, now)) told += 1;
    }
    return told;
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
