import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { defaultRules } from '@tallyboard/rules/points/catalogue';
import type { RuleId, RuleInForce } from '@tallyboard/rules/points/rule';
import { seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';

type Row = { rule_id: RuleId; version: number; params: Record<string, number>; in_force_from: string };

/** Every rule that is not there yet with its first version; in a new database in force from the beginning. */
export async function seedRules(tx: EntityManager, inForceFrom = '2000-01-01'): Promise<void> {
  await tx.query(
    `insert into point_rule (rule_id, version, params, in_force_from)
       select r."ruleId", r.version, r.params, $2 from jsonb_to_recordset($1::jsonb) as r ("ruleId" text, version int, params jsonb)
       where not exists (select 1 from point_rule known where known.rule_id = r."ruleId") on conflict do nothing`,
    [JSON.stringify(defaultRules()), inForceFrom],
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
  return (at) => {
    const seen = new Set<string>();
    return rows
      .filter((r) => r.in_force_from <= at && !seen.has(r.rule_id) && seen.add(r.rule_id))
      .map((r) => ({ ruleId: r.rule_id, version: r.version, params: r.params }));
  };
}
