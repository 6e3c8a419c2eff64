import { decided, type Outcome, refused } from '../../outcome.js';
import { defaultRules } from '../catalogue.js';
import type { DraftRules } from './trial.js';

/** Largest value a parameter may have. */
export const PARAM_MOST = 1_000_000;

/** A draft has for each rule it names exactly the parameters of that rule, whole and not negative. */
export function checkDraft(draft: DraftRules): Outcome<DraftRules, 'points.rule_params_wrong'> {
  for (const { ruleId, params: defaults } of defaultRules()) {
    const params = draft[ruleId];
    if (!params) continue;
    const names = Object.keys(defaults);
    const isWhole = (name: string): boolean => {
      const value = params[name];
      return value !== undefined && Number.isInteger(value) && value >= 0 && value <= PARAM_MOST;
    };
    if (Object.keys(params).length !== names.length || !names.every(isWhole))
      return refused('points.rule_params_wrong', { ruleId });
  }
  return decided(draft);
}

/** Names of all parameters that rules have. */
export const paramNames = (): string[] => [...new Set(defaultRules().flatMap((r) => Object.keys(r.params)))].sort();
