import { defaultRules } from '@tallyboard/rules/points/catalogue';
import type { RuleId, RuleInForce } from '@tallyboard/rules/points/rule';
import type { EntityManager } from 'typeorm';

type Row = { rule_id: RuleId; version: number; params: Record<string, number>; in_force_from: string };

/** Every rule with its first version, for a new database. */
export async function seedRules(tx: EntityManager): Promise<void> {
  for (const { ruleId, version, params } of defaultRules()) {
    await tx.query(
      `insert into point_rule (rule_id, version, params, in_force_from) values ($1, $2, $3, '2000-01-01') on conflict do nothing`,
      [ruleId, version, params],
    );
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
