import { decided, type Outcome, refused } from '../outcome.js';

/** Nobody knows whether a text helps before they have read it. */
export const READING_MS = 20_000;
/** From one to another, in a week. */
export const VOTES_A_WEEK = 3;

export type VoteRefusal =
  | 'knowledge.own_vote'
  | 'knowledge.not_published'
  | 'knowledge.not_read_yet'
  | 'knowledge.voted_already'
  | 'knowledge.votes_spent';
/** `openedAt`: by the server's clock. `voted`: this vote stands. `thisWeek`: items of the same author that this person voted for since Monday, also where the vote was taken back. */
export type VoteCase = {
  authorId: string;
  inPool: boolean;
  openedAt: string | null;
  voted: boolean;
  thisWeek: number;
};

/** Somebody says that an item helped. */
export function decideVote(on: VoteCase, voterId: string, now: string): Outcome<null, VoteRefusal> {
  if (on.authorId === voterId) return refused('knowledge.own_vote');
  if (!on.inPool) return refused('knowledge.not_published');
  if (on.voted) return refused('knowledge.voted_already');
  if (on.openedAt === null || Date.parse(now) < readFrom(on.openedAt)) return refused('knowledge.not_read_yet');
  if (on.thisWeek >= VOTES_A_WEEK) return refused('knowledge.votes_spent');
  return decided(null);
}
/** From when on somebody who opened it then may say so. */
export const readFrom = (openedAt: string): number => Date.parse(openedAt) + READING_MS;
