import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ruleLabApi, TrialView } from '@tallyboard/contracts/rule-lab';
import { compare, type Worker } from '@tallyboard/rules/points/lab/compare';
import { checkDraft } from '@tallyboard/rules/points/lab/draft';
import { Trial } from '@tallyboard/rules/points/lab/trial';
import { seasonAt } from '@tallyboard/rules/time/season';
import { LANES } from '@tallyboard/rules/orders/stages';
import { DataSource } from 'typeorm';
import { actingIn } from '../../../platform/auth/acting-in.js';
import { Clock } from '../../../platform/clock/clock.js';
import { storedFact } from '../../../platform/feeds/fact.js';
import { AppError } from '../../../platform/http/app-error.js';
import { principalOf, type RequestContext } from '../../../platform/http/request.js';
import { firstStarts } from '../known-newcomers.js';
import { loadRules } from '../rules-in-force.js';
import { scoredFact } from '../scored-fact.js';
import { seasonOf } from './rules.read.js';
import { TriedAwards } from './tried-awards.read.js';

type Row = Parameters<typeof storedFact>[0] & { pos: number };
/** Facts read at once, and facts judged before others have their turn. */
const FACTS_AT_ONCE = 2_000;
const SLICE = 100;
/** Runs at once on one node: each takes a core while it lasts. */
const AT_ONCE = 1;

/** The rule lab: replays a season under a draft, in portions, so that the board goes on living meanwhile. */
@Injectable()
export class RunLab {
  private readonly runs = new Map<string, { done: number; of: number }>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly awards: TriedAwards,
  ) {}

  progress(runId: string): { done: number | null; of: number | null } {
    return this.runs.get(runId) ?? { done: null, of: null };
  }

  async run(context: RequestContext, input: InputOf<typeof ruleLabApi.tryDraft>): Promise<TrialView> {
    const { teamId } = actingIn(principalOf(context), input.teamId);
    const checked = checkDraft(input.draft);
    if (!checked.ok) throw new AppError(checked.code, checked.details);
    if (this.runs.size >= AT_ONCE) throw new AppError('points.lab_busy');
    const [{ zone }] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const season = seasonOf(input.season, zone) ?? seasonAt(this.clock.now(), zone);
    const [{ of }] = await this.db.query<[{ of: number }]>(
      'select count(*)::int as of from points_input p join feed_event e using (feed, seq) where e.occurred_at < $1',
      [season.endsAt],
    );
    const run = { done: 0, of };
    this.runs.set(input.runId, run);
    try {
      const { manager } = this.db;
      const starts = await firstStarts(manager);
      const trial = new Trial(zone, await loadRules(manager), checked.value, season, starts);
      // The next facts are read while these are judged.
      let page = this.page(0, season.endsAt);
      for (let rows = await page; rows.length > 0; rows = await page) {
        page = this.page(rows.at(-1)!.pos, season.endsAt);
        page.catch(() => null);
        for (const [i, row] of rows.entries()) {
          if (i % SLICE === 0) await setImmediate();
          // Nobody waits for an answer any more.
          if (context.isGone()) throw new AppError('request.malformed');
          await trial.take(scoredFact(storedFact(row)));
          run.done += 1;
        }
      }
      const workers = await this.workers(teamId);
      const own = new Set(workers.map((w) => w.userId));
      const { people, ...rest } = compare(trial.now, trial.draft, workers);
      return {
        season,
        facts: run.done,
        agrees: await this.agrees(trial.now.points, season.code),
        people: people.filter((p) => own.has(p.userId)),
        ...rest,
        ...(await this.awards.of(teamId, season, checked.value)),
      };
    } finally {
      this.runs.delete(input.runId);
    }
  }

  /** Facts after a position, in the order in which the engine took them in; of what an order was before only that it was. */
  private page(pos: number, until: string): Promise<Row[]> {
    return this.db.query<Row[]>(
      `select p.pos, e.feed, e.seq, e.name, e.actor_id, e.command_id, e.occurred_at,
         case when jsonb_typeof(e.payload->'before') = 'object' then e.payload - 'before' || '{"before": {}}' else e.payload end as payload
       from points_input p join feed_event e using (feed, seq) where p.pos > $1 and e.occurred_at < $2 order by p.pos limit $3`,
      [pos, until, FACTS_AT_ONCE],
    );
  }

  private async workers(teamId: string): Promise<Worker[]> {
    const rows = await this.db.query<{ userId: string; roles: string[] }[]>(
      'select id as "userId", roles from people_person_view where team_id = $1 and active order by id',
      [teamId],
    );
    return rows.map(({ userId, roles }) => ({ userId, lane: LANES.find((lane) => roles.includes(lane)) ?? null }));
  }

  /** Does the ledger have what the rules in force give? Where a balance went below nothing, the rest is owed. */
  private async agrees(points: ReadonlyMap<string, number>, season: string): Promise<boolean> {
    const rows = await this.db.query<{ ownerId: string; points: number }[]>(
      `select owner_id as "ownerId", sum(case bucket when 'owed' then -balance else balance end)::int as points from ledger_account
       where season = $1 and currency = 'HP' and bucket in ('vested', 'owed') and owner_id is not null group by 1`,
      [season],
    );
    const kept = new Map(rows.map((r) => [r.ownerId, r.points]));
    return [...new Set([...kept.keys(), ...points.keys()])].every(
      (id) => (kept.get(id) ?? 0) === (points.get(id) ?? 0),
    );
  }
}
