import type { Stage } from '../orders/stages.js';

/** How an order ended: closed, or lost or cancelled. A case of either kind is worth the same. */
export const CASE_OUTCOMES = ['win', 'loss'] as const;
export type CaseOutcome = (typeof CASE_OUTCOMES)[number];

/**
 * What a retrospective 案例复盘 says beside its text. Of a win: the customer 客户画像, how they were spoken with 沟通策略, what turned it 突破点.
 * Of a loss: the stage in which it went wrong 问题节点, what will be done otherwise 改进方案, and which colleague sees to that.
 */
export type Retrospective = {
  profile: string;
  approach: string;
  breakthrough: string;
  problemStage: Stage | null;
  improvement: string;
  improvementBy: string | null;
};
export type RetrospectiveField = keyof Retrospective;
export const NO_RETROSPECTIVE: Retrospective = {
  profile: '',
  approach: '',
  breakthrough: '',
  problemStage: null,
  improvement: '',
  improvementBy: null,
};

/** What each template asks for, in the order in which it is written and read. */
export const TEMPLATES: Readonly<Record<CaseOutcome, readonly RetrospectiveField[]>> = {
  win: ['profile', 'approach', 'breakthrough'],
  loss: ['problemStage', 'improvementBy', 'improvement'],
};
/** The fields that are sentences; the body of the item says the rest. */
export const SENTENCES = ['profile', 'approach', 'breakthrough', 'improvement'] as const;
export const LONGEST_SENTENCE = 5_000;

/** What is still to be written before a colleague is asked to review it. */
export const missingIn = (text: Retrospective | null, outcome: CaseOutcome): RetrospectiveField[] =>
  TEMPLATES[outcome].filter((name) => !(text ?? NO_RETROSPECTIVE)[name]?.trim());
