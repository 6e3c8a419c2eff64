import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ruleLabApi } from '@tallyboard/contracts/rule-lab';
import { checkDraft, type DraftedId } from '@tallyboard/rules/points/lab/draft';
import { seasonAt } from '@tallyboard/rules/time/season';
import type { EntityManager } from 'typeorm';
import type { CommandContext } from '../../../platform/commands/command.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import { AppError } from '../../../platform/http/app-error.js';
import { audit } from '../../../platform/ops/audit.js';
import { rulesOf, scheduledOf } from './rules.read.js';

type Scheduled = ReplyOf<typeof ruleLabApi.schedule>;

/** Rules are frozen for a season (I10): what is changed comes into force with the next, and everybody is told now. */
@Injectable()
export class ScheduleRules {
  constructor(private readonly commands: Commands) {}

  schedule(context: CommandContext, { draft, note }: InputOf<typeof ruleLabApi.schedule>): Promise<Scheduled> {
    const { now, actorId } = context;
    return this.commands.run(context, async (tx) => {
      const checked = checkDraft(draft);
      if (!checked.ok) throw new AppError(checked.code, checked.details);
      await lockRules(tx);
      const [{ zone }] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
      const from = seasonAt(now, zone).endsAt;
      const known = await rulesOf(tx, now);
      const drafted = Object.entries(checked.value) as [DraftedId, Record<string, number>][];
      const changed = drafted.filter(([ruleId, params]) => {
        const rule = known.find((r) => r.ruleId === ruleId);
        const was = (rule?.scheduled ?? rule)?.params;
        return Object.entries(params).some(([name, value]) => was?.[name] !== value);
      });
      if (changed.length === 0) throw new AppError('points.rule_unchanged');
      for (const [ruleId, params] of changed) {
        // Of several drafts for one season the last holds; what never came into force leaves no trace in the ledger.
        await tx.query('delete from point_rule where rule_id = $1 and in_force_from > $2', [ruleId, now]);
        await tx.query(
          `insert into point_rule (rule_id, version, params, in_force_from, scheduled_by, note)
           select $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5 from point_rule where rule_id = $1`,
          [ruleId, params, from, actorId, note],
        );
      }
      const ruleIds = changed.map(([ruleId]) => ruleId);
      await audit(tx, context, { action: 'points.rules_scheduled', details: { ruleIds, from } });
      return this.done(tx, now, ruleIds, []);
    });
  }

  unschedule(context: CommandContext, { ruleId }: InputOf<typeof ruleLabApi.unschedule>): Promise<Scheduled> {
    return this.commands.run(context, async (tx) => {
      await lockRules(tx);
      // A rule that a release brought has no earlier version to stay with.
      const [gone] = await tx.query<{ rows: unknown[] }[]>(
        `with gone as (delete from point_rule where rule_id = $1 and in_force_from > $2 and version > 1 returning 1) select array_agg(1) as rows from gone`,
        [ruleId, context.now],
      );
      if (!gone?.rows) throw new AppError('points.rule_not_scheduled');
      await audit(tx, context, { action: 'points.rule_unscheduled', subject: null, details: { ruleId } });
      return this.done(tx, context.now, [], [ruleId]);
    });
  }

  private async done(
    tx: EntityManager,
    now: string,
    ruleIds: readonly DraftedId[],
    withdrawn: DraftedId[],
  ): Promise<{ reply: Scheduled; facts: NewFact[] }> {
    const scheduled = await scheduledOf(tx, now);
    const told = { scheduled: scheduled.filter((s) => ruleIds.includes(s.ruleId)), withdrawn };
    const teams = await tx.query<{ id: string }[]>('select id from people_team_view order by id');
    return {
      reply: { scheduled },
      facts: teams.map(({ id }) => newFact(teamFeed(id), 'points.rules_changed', told)),
    };
  }
}

const lockRules = (tx: EntityManager): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('points.rules', 0))`);
