import { median } from '../awards/award.js';
import type { Lane } from '../../orders/stages.js';
import type { RuleId } from '../rule.js';
import type { Tally } from './trial.js';

export type Worker = { userId: string; lane: Lane | null };
/** `topRule` gives this person the largest share of what they have under the draft. */
export type PersonChange = {
  userId: string;
  lane: Lane | null;
  now: number;
  draft: number;
  capsNow: number;
  capsDraft: number;
  topRule: RuleId | null;
  topShare: number;
  suspected: Suspicion[];
};
/** What would look like playing the rules: nearly all from one rule, far above the others, or much that a cap took away. */
export const SUSPICIONS = ['one_rule', 'runs_into_caps'] as const;
export type Suspicion = (typeof SUSPICIONS)[number];
export type Comparison = {
  people: PersonChange[];
  rules: { ruleId: RuleId; now: number; draft: number }[];
  /** The middle of each department; null where nobody has any. */
  departments: { lane: Lane; people: number; now: number | null; draft: number | null }[];
  total: { now: number; draft: number; capsNow: number; capsDraft: number };
};

const ONE_RULE_SHARE = 0.8;
const FAR_ABOVE = 2;
const MANY_CAPS = 10;
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

/** Who gains and who loses, by how much, where; the largest change first. */
export function compare(now: Tally, draft: Tally, workers: readonly Worker[]): Comparison {
  const ids = new Set([...workers.map((w) => w.userId), ...now.points.keys(), ...draft.points.keys()]);
  const middle = median([...draft.points.values()]) ?? 0;
  const people = [...ids].map((userId): PersonChange => {
    const lane = workers.find((w) => w.userId === userId)?.lane ?? null;
    const points = draft.points.get(userId) ?? 0;
    const rules = [...draft.byRule].map(([ruleId, of]) => ({ ruleId, n: of.get(userId) ?? 0 })).filter((r) => r.n > 0);
    const top = rules.sort((a, b) => b.n - a.n || (a.ruleId < b.ruleId ? -1 : 1))[0];
    const topShare = top && points > 0 ? Math.min(1, top.n / points) : 0;
    const capsDraft = draft.capsHit.get(userId) ?? 0;
    const suspected: Suspicion[] = [];
    if (topShare >= ONE_RULE_SHARE && middle > 0 && points >= FAR_ABOVE * middle) suspected.push('one_rule');
    if (capsDraft >= MANY_CAPS) suspected.push('runs_into_caps');
    return {
      userId,
      lane,
      now: now.points.get(userId) ?? 0,
      draft: points,
      capsNow: now.capsHit.get(userId) ?? 0,
      capsDraft,
      topRule: top?.ruleId ?? null,
      topShare,
      suspected,
    };
  });
  const change = (p: PersonChange): number => Math.abs(p.draft - p.now);
  people.sort((a, b) => change(b) - change(a) || b.draft - a.draft || (a.userId < b.userId ? -1 : 1));
  const ruleIds = [...new Set([...now.byRule.keys(), ...draft.byRule.keys()])].sort();
  const ofRule = (tally: Tally, ruleId: RuleId): number => sum(tally.byRule.get(ruleId)?.values() ?? []);
  const lanes = [...new Set(people.map((p) => p.lane))].filter((lane) => lane !== null);
  return {
    people,
    rules: ruleIds.map((ruleId) => ({ ruleId, now: ofRule(now, ruleId), draft: ofRule(draft, ruleId) })),
    departments: lanes.sort().map((lane) => {
      const own = people.filter((p) => p.lane === lane);
      return {
        lane,
        people: own.length,
        now: median(own.map((p) => p.now)),
        draft: median(own.map((p) => p.draft)),
      };
    }),
    total: {
      now: sum(now.points.values()),
      draft: sum(draft.points.values()),
      capsNow: sum(now.capsHit.values()),
      capsDraft: sum(draft.capsHit.values()),
    },
  };
}
