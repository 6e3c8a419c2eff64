import type { Entitlement, OrderEvidence, PointRule, RuleId, RuleInForce } from './rule.js';
import { ord01 } from './rules/ord-01-order-secured.js';
import { ord02 } from './rules/ord-02-first-order.js';
import { ord03 } from './rules/ord-03-repeat-order.js';
import { ord05 } from './rules/ord-05-on-time-shipment.js';

/** Every rule there is. A new rule is one file and one line here; its texts do not compile until they exist. */
const CATALOGUE: Readonly<Record<RuleId, PointRule<Record<string, number>>>> = {
  'ORD-01': ord01,
  'ORD-02': ord02,
  'ORD-03': ord03,
  'ORD-05': ord05,
};

export const defaultRules = (): RuleInForce[] =>
  Object.values(CATALOGUE).map((r) => ({ ruleId: r.id, version: 1, params: r.defaults }));

/** What everybody is due for one order as it stands, under the rules in force. */
export function entitlements(evidence: OrderEvidence, rules: readonly RuleInForce[]): Entitlement[] {
  return rules.flatMap(({ ruleId, version, params }) => {
    const rule = CATALOGUE[ruleId];
    return rule
      .entitle(evidence, params)
      .filter((e) => e.amount > 0)
      .map((e) => ({ ...e, ruleId, ruleVersion: version, currency: rule.currency }));
  });
}
