import { decided, type Outcome, refused } from '../../outcome.js';
import { AWARD_IDS, type AwardId } from '../awards/award.js';
import { awardDefaults, awardMost } from '../awards/catalogue.js';
import { defaultRules } from '../catalogue.js';
import { RULE_IDS, type RuleId } from '../rule.js';

/** All whose parameters a draft may change: the rules by which points are given, and those by which awards are judged. */
export const DRAFTED_IDS = [...RULE_IDS, ...AWARD_IDS] as const;
export type DraftedId = RuleId | AwardId;
type Params = Readonly<Record<string, number>>;
/** Parameters as somebody would have them. */
export type Draft = Readonly<Partial<Record<DraftedId, Params>>>;

const awards: ReadonlySet<string> = new Set(AWARD_IDS);
export const isAward = (id: DraftedId): id is AwardId => awards.has(id);

/** Largest value a parameter may have. */
export const PARAM_MOST = 1_000_000;
export const mostOf = (id: DraftedId, name: string): number => (isAward(id) && awardMost(id)[name]) || PARAM_MOST;

/** The first version of everything. */
export const defaultParams = (): { ruleId: DraftedId; version: number; params: Params }[] => [
  ...defaultRules(),
  ...AWARD_IDS.map((ruleId) => ({ ruleId, version: 1, params: awardDefaults(ruleId) })),
];

/** A draft has for each rule it names exactly the parameters of that rule, whole and not negative. */
export function checkDraft(draft: Draft): Outcome<Draft, 'points.rule_params_wrong'> {
  for (const { ruleId, params: defaults } of defaultParams()) {
    const params = draft[ruleId];
    if (!params) continue;
    const names = Object.keys(defaults);
    const isFit = (name: string): boolean => {
      const value = params[name];
      return value !== undefined && Number.isInteger(value) && value >= 0 && value <= mostOf(ruleId, name);
    };
    if (Object.keys(params).length !== names.length || !names.every(isFit))
      return refused('points.rule_params_wrong', { ruleId });
  }
  return decided(draft);
}
