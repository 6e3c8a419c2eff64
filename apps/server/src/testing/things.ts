import type { StageSettings } from '@tallyboard/contracts/order-cards';
import type { KnowledgeThings } from './knowledge-requests.js';

/** What one team has of everything that a request can name. */
export type Things = KnowledgeThings & {
  teamId: string;
  /** Where somebody may be transferred to. */
  nextTeamId: string;
  orderId: string;
  orderVersion: number;
  /** Another card of the same board. */
  neighbourId: string;
  heldId: string;
  heldVersion: number;
  lostId: string;
  lostVersion: number;
  /** The command that last changed the order, by the manager. */
  commandId: string;
  customerId: string;
  customerVersion: number;
  personId: string;
  personVersion: number;
  leaverId: string;
  leaverVersion: number;
  deviceId: string;
  /** An open invitation, and an open password link of somebody who does nothing else. */
  inviteId: string;
  resetId: string;
  sessionId: string;
  entryId: string;
  securedId: string;
  pairingCode: string;
  /** Of the team's calendar, which has 2026-12-24 of its own, and of Germany's holidays, which have 2026-07-01. */
  officeVersion: number;
  marketVersion: number;
  /** Of the person, who has one leave and one shift. */
  dutyVersion: number;
  leaveId: string;
  shiftId: string;
  /** Of the person; one that is qualified, one that is marked invalid, and a message of the first. */
  inquiryId: string;
  inquiryVersion: number;
  messageId: string;
  qualifiedId: string;
  qualifiedVersion: number;
  invalidId: string;
  invalidVersion: number;
  sourceId: string;
  sourceVersion: number;
  /** To send by hand; one whose link was made; and the customer that both ask. */
  surveyId: string;
  linkedSurveyId: string;
  surveyedId: string;
  /** Given by the manager; held, between others; and an adjustment that somebody else proposed. */
  kudosId: string;
  heldKudosId: string;
  adjustmentId: string;
  /** Of the person, granted. */
  rewardId: string;
  /** Something of the store, something a colleague asked for, and what a colleague would like to find there. */
  resourceId: string;
  resourceVersion: number;
  redemptionId: string;
  learnedId: string;
  suggestionId: string;
  /** Being decided; the second is of customers, and the customer is on its list. */
  awardId: string;
  /** One that was published: `personId` won it. */
  wonId: string;
  voteId: string;
  settings: StageSettings;
};
