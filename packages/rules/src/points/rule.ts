import type { Inquiry, ReplyWeek } from '../inquiries/inquiry.js';
import type { ItemType } from '../knowledge/item.js';
import type { Order } from '../orders/order.js';
import type { Stage } from '../orders/stages.js';
import type { Sale } from './engine/classify-sale.js';
import type { Newcomer } from './engine/newcomer.js';
import type { Passage } from './engine/passages.js';
import type { AdjustmentState } from './adjustment.js';
import type { KudosState } from './kudos.js';

/** HP 荣誉分 ranks and is never spent; KC 知识币 is earned by sharing and can be spent (points.md §5.1). */
export const POINT_CURRENCIES = ['HP', 'KC'] as const;
export type PointCurrency = (typeof POINT_CURRENCIES)[number];

export const RULE_IDS = [
  'INQ-01',
  'INQ-02',
  'INQ-03',
  'ORD-01',
  'ORD-02',
  'ORD-03',
  'ORD-05',
  'STG-01',
  'LOG-01',
  'SAT-01',
  'KUD-01',
  'ADJ-01',
  'MIL-01',
  'MIL-02',
  'KNW-01',
  'KNW-02',
  'KNW-03',
  'KNW-04',
  'KNW-05',
  'KNW-06',
  'KNW-07',
  'RET-01',
  'RET-02',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** A limit on what one key may receive; grants are clipped to what is left, and reversing one does not give the room back. */
export type Cap = { key: string; limit: number };

/** What somebody is due as things stand. `inputs` are the figures the amount was made of, kept to explain it. */
export type Entitlement = {
  ruleId: RuleId;
  ruleVersion: number;
  ownerId: string;
  currency: PointCurrency;
  /** Below zero only where people decide so (ADJ-01). */
  amount: number;
  /** Which of several things of the subject it is for, where a rule gives a person more than one; else empty. */
  part: string;
  cap: Cap | null;
  /** `pending` until something else confirms it, `held` until somebody has looked at it: shown, but not counted. */
  bucket: 'pending' | 'held' | 'vested';
  inputs: Readonly<Record<string, string | number>>;
};

/** All that a rule may look at, by what it is about. `today` is the business day of the fact that caused the judgement. */
export type OrderEvidence = {
  of: 'order';
  order: Order;
  sale: Sale | null;
  passages: readonly Passage[];
  today: string;
};
export type InquiryEvidence = { of: 'inquiry'; inquiry: Inquiry; today: string };
export type ReplyWeekEvidence = { of: 'replyWeek'; week: ReplyWeek; today: string };
/** A buyer's answer to a survey. */
export type AnsweredSurvey = { ownerId: string | null; score: number; counted: boolean; way: 'mail' | 'hand' };
export type SurveyEvidence = { of: 'survey'; survey: AnsweredSurvey; today: string };
/** Thanks from one to another. */
export type GivenKudos = { fromId: string; toId: string; state: KudosState };
export type KudosEvidence = { of: 'kudos'; kudos: GivenKudos; today: string };
/** What one manager asked for and another decided. */
export type ManualAdjustment = {
  userId: string;
  amount: number;
  state: AdjustmentState;
  /** Public, like the name of whoever asked. */
  reason: string;
  proposedBy: string;
};
export type AdjustmentEvidence = { of: 'adjustment'; adjustment: ManualAdjustment; today: string };
/** What an item of the knowledge pool is to its author. `sharedAt`: since when it is there, whose rules hold for it; null where facts did not say so yet. */
export type SharedItem = { authorId: string; type: ItemType; title: string; inPool: boolean; sharedAt: string | null };
export type KnowledgeEvidence = { of: 'knowledge'; item: SharedItem; today: string };
/** Somebody found an item helpful. `nth`: among all votes it was ever given; `given`: it stands. */
export type HelpfulVote = { authorId: string; voterId: string; title: string; nth: number; given: boolean };
export type VoteEvidence = { of: 'vote'; vote: HelpfulVote; today: string };
/** Somebody looked at an item again. `onTime`: when that was due. */
export type ItemVerification = { by: string; onTime: boolean; title: string };
export type VerificationEvidence = { of: 'verification'; verification: ItemVerification; today: string };
/** Somebody said that an item is stale or wrong; `upheld`: and was right. */
export type ItemFlag = { finderId: string; authorId: string; upheld: boolean; title: string };
export type FlagEvidence = { of: 'flag'; flag: ItemFlag; today: string };
/** What a colleague said to a question; `accepted`: whoever asked says that this was it. */
export type GivenAnswer = { authorId: string; askerId: string; title: string; accepted: boolean };
export type AnswerEvidence = { of: 'answer'; answer: GivenAnswer; today: string };
/** An item that somebody used for an inquiry or an order. `stage`: where the order stood then, INQUIRY where there was none yet. */
export type UsedItem = {
  useId: string;
  itemId: string;
  authorId: string;
  userId: string;
  title: string;
  stage: Stage;
  at: string;
  inquiryId: string | null;
  orderId: string | null;
  /** The number of the one it was used for. */
  no: string;
};
/** What of one item counts for one inquiry or order, the first use first. */
export type UseEvidence = { of: 'use'; uses: readonly UsedItem[]; today: string };
/** All that counts for an order, the first use first. */
export type RoyaltyEvidence = { of: 'royalty'; order: Order; uses: readonly UsedItem[]; today: string };
/** Something that was made of a case: what counts of its uses on orders, the first first. `retiredAfter`: so many days after it came into the pool it left it. */
export type AdoptedMechanism = {
  itemId: string;
  title: string;
  uses: readonly UsedItem[];
  retiredAfter: number | null;
};
export type AdoptionEvidence = {
  of: 'adoption';
  lesson: { authorId: string; title: string };
  mechanisms: readonly AdoptedMechanism[];
};
/** What somebody has to show of their first days. */
export type NewcomerEvidence = { of: 'newcomer'; newcomer: Newcomer };
export type Evidence =
  | OrderEvidence
  | InquiryEvidence
  | ReplyWeekEvidence
  | SurveyEvidence
  | KudosEvidence
  | AdjustmentEvidence
  | KnowledgeEvidence
  | VoteEvidence
  | VerificationEvidence
  | FlagEvidence
  | AnswerEvidence
  | UseEvidence
  | RoyaltyEvidence
  | AdoptionEvidence
  | NewcomerEvidence;

/** What a rule gives; vested at once, for the subject as a whole and in the rule's own currency, unless it says otherwise. */
export type Given = Pick<Entitlement, 'ownerId' | 'amount' | 'cap' | 'inputs'> &
  Partial<Pick<Entitlement, 'bucket' | 'part' | 'currency'>>;

/** One rule, one file. Parameters are data (versioned, frozen per season); the function is pure. */
export type PointRule<Params extends Record<string, number>, E extends Evidence = OrderEvidence> = {
  id: RuleId;
  /** What it is about. */
  of: E['of'];
  currency: PointCurrency;
  /** Version 1 of the parameters. */
  defaults: Params;
  /** Where it is in force, it alone is asked of what it is for, and this other rule is not. */
  insteadOf?: RuleId;
  isFor?: (evidence: E) => boolean;
  entitle(evidence: E, params: Params): Given[];
};

/** The parameters of one rule that are in force. */
export type RuleInForce = { ruleId: RuleId; version: number; params: Readonly<Record<string, number>> };
