import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { surveysApi } from '@tallyboard/contracts/surveys';
import { csatOf, type SurveyRecord } from '@tallyboard/rules/customers/csat';
import { addDays } from '@tallyboard/rules/time/business-day';
import { periodAt } from '@tallyboard/rules/time/periods';
import { instantOf } from '@tallyboard/rules/time/wall-clock';
import { DataSource } from 'typeorm';
import { actingIn } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';

type Row = SurveyRecord & { ownerId: string | null; country: string };
const MOST_MONTHS = 24;

/** Customer satisfaction: the rule over a team's surveys that were sent or answered within the time. */
@Injectable()
export class CsatRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async figures(
    principal: Principal,
    { teamId, from, to }: InputOf<typeof surveysApi.csat>,
  ): Promise<ReplyOf<typeof surveysApi.csat>> {
    const by = actingIn(principal, teamId);
    const now = this.clock.now();
    const [{ zone }] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const midnight = (day: string): string => new Date(instantOf(day, '00:00', zone)).toISOString();
    const span = { from: midnight(from), to: midnight(addDays(to, 1)) };
    const rows = await this.db.query<Row[]>(
      `select s.state, s.sent_at as "sentAt", s.answered_at as "answeredAt", s.score, s.counted, s.owner_id as "ownerId", c.country
       from survey s join customer c on c.id = s.customer_id
       where s.team_id = $1 and s.sent_at is not null and (s.sent_at >= $2 and s.sent_at < $3 or s.answered_at >= $2 and s.answered_at < $3)`,
      [by.teamId, span.from, span.to],
    );
    const figures = (of: readonly Row[], within = span) => csatOf(of, within, now);
    const byOwner = [...Map.groupBy(rows, (r) => r.ownerId)];
    const byCountry = [...Map.groupBy(rows, (r) => r.country)];
    return {
      team: figures(rows),
      months: monthsOf(span, zone).map(({ code, ...month }) => ({ month: code, ...figures(rows, month) })),
      people: byOwner.map(([userId, of]) => ({ userId, ...figures(of) })).sort(byAnswers),
      markets: byCountry.map(([country, of]) => ({ country, ...figures(of) })).sort(byAnswers),
      asOf: now,
    };
  }
}

const byAnswers = (a: { n: number; judged: number }, b: { n: number; judged: number }): number =>
  b.n - a.n || b.judged - a.judged;

/** The months of a time, the first and the last cut to it; of a very long time the last ones. */
function monthsOf(span: { from: string; to: string }, zone: string): { code: string; from: string; to: string }[] {
  const months: { code: string; from: string; to: string }[] = [];
  for (let to = span.to; to > span.from && months.length < MOST_MONTHS;) {
    const { code, startsAt } = periodAt('month', new Date(Date.parse(to) - 1).toISOString(), zone);
    const from = startsAt > span.from ? startsAt : span.from;
    months.unshift({ code, from, to });
    to = from;
  }
  return months;
}
