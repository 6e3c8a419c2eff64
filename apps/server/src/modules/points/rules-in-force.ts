import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { AwardId } from '@tallyboard/rules/points/awards/award';
import { defaultParams, type DraftedId, isAward } from '@tallyboard/rules/points/lab/draft';
import type { RuleInForce } from '@tallyboard/rules/points/rule';
import { seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';

type Row = { rule_id: DraftedId; version: number; params: Record<string, number>; in_force_from: string };

/** Every rule, of points and of awards, that is not there yet with its first version; in a new database in force from the beginning. */
export async function seedRules(tx: EntityManager, inForceFrom = '2000-01-01'): Promise<void> {
  await tx.query(
    `insert into point_rule (rule_id, version, params, in_force_from)
       select r."ruleId", r.version, r.params, $2 from jsonb_to_recordset($1::jsonb) as r ("ruleId" text, version int, params jsonb)
       where not exists (select 1 from point_rule known where known.rule_id = r."ruleId") on conflict do nothing`,
    [JSON.stringify(defaultParams()), inForceFrom],
  );
}

/** A release brings new rules to a company that plays already: they come into force with its next season (I10). */
@Injectable()
export class RulesInForce implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const [office] = await this.db.query<{ zone: string }[]>('select zone from people_organization_view');
    if (office) await seedRules(this.db.manager, seasonAt(this.clock.now(), office.zone).endsAt);
  }
}

/** All versions, to pick those in force at an instant. */
export async function loadRules(tx: EntityManager): Promise<(at: string) => RuleInForce[]> {
  const rows = await tx.query<Row[]>(
    'select rule_id, version, params, in_force_from from point_rule order by rule_id, in_force_from desc, version desc',
  );
  const inForceAt = (at: string): RuleInForce[] => {
    const seen = new Set<string>();
    return rows.flatMap(({ rule_id: ruleId, version, params, in_force_from: from }) => {
      if (isAward(ruleId) || from > at || seen.has(ruleId)) return [];
      seen.add(ruleId);
      return [{ ruleId, version, params }];
    });
  };
  // Between two changes the answer is one and the same; a replay asks a hundred thousand times.
  const changes = [...new Set(rows.map((r) => r.in_force_from))].sort();
  const known = new Map<string, RuleInForce[]>();
  return (at) => {
    const since = changes.findLast((change) => change <= at) ?? '';
    let rules = known.get(since);
    if (!rules) known.set(since, (rules = inForceAt(at)));
    return rules;
  };
}

/** What an award is judged by whose period ends at an instant: it belongs to the season in which it ends. */
export async function awardRuleFor(
  tx: EntityManager,
  award: AwardId,
  endsAt: string,
): Promise<{ version: number; params: Record<string, number> } | undefined> {
  const [rule] = await tx.query<{ version: number; params: Record<string, number> }[]>(
    'select version, params from point_rule where rule_id = $1 and in_force_from < $2 order by in_force_from desc, version desc limit 1',
    [award, endsAt],
  );
  return rule;
}
