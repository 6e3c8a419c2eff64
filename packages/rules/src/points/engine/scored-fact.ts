import type { Inquiry, ReplyWeek } from '../../inquiries/inquiry.js';
import type { Order } from '../../orders/order.js';
import type {
  AnsweredSurvey,
  GivenAnswer,
  GivenKudos,
  HelpfulVote,
  ItemFlag,
  ItemVerification,
  ManualAdjustment,
  SharedItem,
  UsedItem,
} from '../rule.js';
import { useSubject } from './uses.js';

/** What a fact that points follow from is about, as the fact left it. */
export type About =
  /** `isNew`: the order began with this fact; `isUndo`: the fact takes back an earlier one. */
  | { of: 'order'; order: Order; isNew: boolean; isUndo: boolean }
  | { of: 'inquiry'; inquiry: Inquiry }
  | { of: 'replyWeek'; week: ReplyWeek }
  | { of: 'survey'; surveyId: string; orderId: string; orderNo: string; survey: AnsweredSurvey }
  | { of: 'kudos'; kudosId: string; kudos: GivenKudos }
  | { of: 'adjustment'; adjustmentId: string; adjustment: ManualAdjustment }
  /** `madeOf`: the case it was made of; `isRetired`: it left the pool, which is more than being found wrong. */
  | { of: 'knowledge'; itemId: string; item: SharedItem; madeOf: string | null; isRetired: boolean }
  | { of: 'vote'; itemId: string; vote: HelpfulVote }
  /** `verificationId`: each time is one of its own. */
  | { of: 'verification'; verificationId: string; verification: ItemVerification }
  | { of: 'flag'; flagId: string; flag: ItemFlag }
  | { of: 'answer'; answerId: string; answer: GivenAnswer }
  /** `stands`: it was used; else that was taken back. */
  | { of: 'use'; use: UsedItem; stands: boolean }
  /** When somebody joined, as it is entered now. */
  | { of: 'start'; userId: string; joinedOn: string };

/** A fact as the points engine takes it in. */
export type ScoredFact = { feed: string; seq: number; causedBy: string | null; at: string; about: About };

/** The milestones of somebody's first days. */
export const newcomerSubject = (userId: string): string => `newcomer:${userId}`;

/** What belongs together and is settled together: an order, an inquiry, somebody's week. */
export function subjectOf({ feed, about }: Pick<ScoredFact, 'feed' | 'about'>): string {
  switch (about.of) {
    case 'order':
      return `order:${about.order.id}`;
    case 'inquiry':
      return `inquiry:${about.inquiry.id}`;
    case 'replyWeek':
      return `week:${feed}:${about.week.userId}:${about.week.week}`;
    case 'survey':
      return `survey:${about.surveyId}`;
    case 'kudos':
      return `kudos:${about.kudosId}`;
    case 'adjustment':
      return `adjustment:${about.adjustmentId}`;
    case 'knowledge':
      return `knowledge:${about.itemId}`;
    case 'vote':
      return `vote:${about.itemId}:${about.vote.voterId}`;
    case 'verification':
      return `verification:${about.verificationId}`;
    case 'flag':
      return `flag:${about.flagId}`;
    case 'answer':
      return `answer:${about.answerId}`;
    case 'use':
      return useSubject(about.use);
    case 'start':
      return newcomerSubject(about.userId);
  }
}
