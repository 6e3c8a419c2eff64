import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { replyRate } from '@tallyboard/rules/inquiries/reply-clocks';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { instantOf } from '@tallyboard/rules/time/wall-clock';
import { DataSource } from 'typeorm';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppError } from '../../platform/http/app-error.js';
import { charge, clocksOfTeam } from './charged.js';
import { officeZone } from './inquiry-table.js';

/** Days back that the wall's rate covers (trade.md §3.8). */
const DAYS = 30;

const median = (numbers: readonly number[]): number | null => {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return null;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** RR24 as it stands: of a team, of people, of sources. */
@Injectable()
export class ReplyRateRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async rate(
    principal: Principal,
    input: InputOf<typeof inquiriesApi.rate>,
  ): Promise<ReplyOf<typeof inquiriesApi.rate>> {
    const { teamId } = actingIn(principal, input.teamId);
    const now = this.clock.now();
    const zone = await officeZone(this.db.manager);
    const midnight = (day: string): string => new Date(instantOf(day, '00:00', zone)).toISOString();
    const tx = this.db.manager;
    const clocks = await charge(tx, await clocksOfTeam(tx, teamId, input.from, input.to), now);
    const answers = await this.db.query<{ by: string; workedMs: number | null }[]>(
      `select i.first_response->>'by' as by, (i.first_response->>'workedMs')::float8 as "workedMs" from inquiry i
       where i.team_id = $1 and i.first_response is not null and i.status <> 'invalid' and not i.internal and i.received_at >= $2 and i.received_at < $3`,
      [teamId, midnight(input.from), midnight(addDays(input.to, 1))],
    );
    const answered = Map.groupBy(answers, (a) => a.by);
    const people = Map.groupBy(clocks, (c) => c.who);
    for (const by of answered.keys()) if (!people.has(by)) people.set(by, []);
    const nobodys = people.get(null) ?? [];
    people.delete(null);
    return {
      team: replyRate(clocks, now),
      people: [...people].map(([userId, own]) => {
        const mine = answered.get(userId!) ?? [];
        const minutes = median(mine.flatMap((a) => (a.workedMs === null ? [] : a.workedMs / 60_000)));
        return { userId: userId!, ...replyRate(own, now), answered: mine.length, medianWorkedMinutes: minutes };
      }),
      nobody: replyRate(nobodys, now),
      sources: [...Map.groupBy(clocks, (c) => c.sourceId)].map(([sourceId, own]) => ({
        sourceId,
        name: own[0]!.source,
        ...replyRate(own, now),
      })),
      asOf: now,
    };
  }

  async gauge(principal: Principal, teamId: string): Promise<ReplyOf<typeof inquiriesApi.gauge>> {
    if (!seesTeam(principal, teamId)) throw new AppError('people.team_not_found');
    const now = this.clock.now();
    const today = businessDay(now, await officeZone(this.db.manager));
    const clocks = await clocksOfTeam(this.db.manager, teamId, addDays(today, 1 - DAYS), today);
    const [waiting] = await this.db.query<[{ n: number; queue: number }]>(
      `select count(*) filter (where waiting_since is not null)::int as n, count(*) filter (where owner_id is null)::int as queue
       from inquiry where team_id = $1 and status in ('open', 'qualified', 'converted') and (waiting_since is not null or status = 'open')`,
      [teamId],
    );
    const [longest] = await this.db.query<
      { waitingSince: string; dueAt: string; country: string | null; ownerId: string | null }[]
    >(
      `select waiting_since as "waitingSince", due_at as "dueAt", country, owner_id as "ownerId" from inquiry
       where team_id = $1 and waiting_since is not null and status <> 'invalid' order by waiting_since limit 1`,
      [teamId],
    );
    return {
      days30: replyRate(clocks, now),
      today: replyRate(
        clocks.filter((c) => c.day === today),
        now,
      ),
      waiting: waiting.n,
      longest: longest ?? null,
      queue: waiting.queue,
      asOf: now,
    };
  }
}
