import type { Entitlement, Evidence, PointRule, RuleId, RuleInForce } from './rule.js';
import { adj01 } from './rules/adj-01-adjustment.js';
import { inq01 } from './rules/inq-01-first-response.js';
import { inq02 } from './rules/inq-02-full-week.js';
import { inq03 } from './rules/inq-03-qualified.js';
import { knw01 } from './rules/knw-01-published.js';
import { knw02 } from './rules/knw-02-helpful.js';
import { knw03 } from './rules/knw-03-used.js';
import { knw04 } from './rules/knw-04-royalty.js';
import { knw05 } from './rules/knw-05-verified.js';
import { knw06 } from './rules/knw-06-flag-upheld.js';
import { knw07 } from './rules/knw-07-answer.js';
import { kud01 } from './rules/kud-01-kudos.js';
import { log01 } from './rules/log-01-recorded-at-once.js';
import { mil01 } from './rules/mil-01-first-order.js';
import { mil02 } from './rules/mil-02-ten-inquiries.js';
import { ord01 } from './rules/ord-01-order-secured.js';
import { ord02 } from './rules/ord-02-first-order.js';
import { ord03 } from './rules/ord-03-repeat-order.js';
import { ord05 } from './rules/ord-05-on-time-shipment.js';
import { ret01 } from './rules/ret-01-retrospective.js';
import { ret02 } from './rules/ret-02-adopted.js';
import { sat01 } from './rules/sat-01-survey.js';
import { stg01 } from './rules/stg-01-stage-done.js';

type AnyRule = PointRule<Record<string, number>, Evidence>;
/** A rule as one of many; it is asked only of what it is about. */
const any = <P extends Record<string, number>, E extends Evidence>(rule: PointRule<P, E>): AnyRule => ({
  ...rule,
  isFor: (evidence) => rule.isFor?.(evidence as E) ?? true,
  entitle: (evidence, params) => rule.entitle(evidence as E, params as P),
});

/** Every rule there is. A new rule is one file and one line here; its texts do not compile until they exist. */
const CATALOGUE: Readonly<Record<RuleId, AnyRule>> = {
  'INQ-01': any(inq01),
  'INQ-02': any(inq02),
  'INQ-03': any(inq03),
  'ORD-01': any(ord01),
  'ORD-02': any(ord02),
  'ORD-03': any(ord03),
  'ORD-05': any(ord05),
  'STG-01': any(stg01),
  'LOG-01': any(log01),
  'SAT-01': any(sat01),
  'KUD-01': any(kud01),
  'ADJ-01': any(adj01),
  'MIL-01': any(mil01),
  'MIL-02': any(mil02),
  'KNW-01': any(knw01),
  'KNW-02': any(knw02),
  'KNW-03': any(knw03),
  'KNW-04': any(knw04),
  'KNW-05': any(knw05),
  'KNW-06': any(knw06),
  'KNW-07': any(knw07),
  'RET-01': any(ret01),
  'RET-02': any(ret02),
};

export const defaultRules = (): RuleInForce[] =>
  Object.values(CATALOGUE).map((r) => ({ ruleId: r.id, version: 1, params: r.defaults }));

/** What everybody is due for one subject as it stands, under the rules in force. */
export function entitlements(evidence: Evidence, rules: readonly RuleInForce[]): Entitlement[] {
  const due: Entitlement[] = [];
  for (const { ruleId, version: ruleVersion, params } of rules) {
    const rule = CATALOGUE[ruleId];
    if (rule.of !== evidence.of || !rule.isFor?.(evidence) || isReplaced(ruleId, evidence, rules)) continue;
    for (const given of rule.entitle(evidence, params))
      if (given.amount !== 0)
        due.push({ bucket: 'vested', part: '', currency: rule.currency, ...given, ruleId, ruleVersion });
  }
  return due;
}

/** Is there another rule in force that is asked in its place? Before that other one came, this one holds as it did. */
const isReplaced = (ruleId: RuleId, evidence: Evidence, rules: readonly RuleInForce[]): boolean =>
  INSTEAD.some((r) => r.insteadOf === ruleId && r.isFor?.(evidence) && rules.some((known) => known.ruleId === r.id));
const INSTEAD = Object.values(CATALOGUE).filter((r) => r.insteadOf !== undefined);
