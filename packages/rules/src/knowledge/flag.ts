import { decided, type Outcome, refused } from '../outcome.js';

/** What may be the matter with an item of the pool: it is no longer so, or it never was. */
export const FLAG_KINDS = ['stale', 'wrong'] as const;
export type FlagKind = (typeof FLAG_KINDS)[number];
/** `fixed`: upheld, and since then another edition came or the item left the pool. */
export const FLAG_STATES = ['open', 'upheld', 'fixed', 'dismissed', 'withdrawn'] as const;
export type FlagState = (typeof FLAG_STATES)[number];
/** What was found right and is not mended after so many days costs the item what its publication brought. */
export const MEND_DAYS = 7;
export const LONGEST_FLAG = 500;

/** Somebody doubts an item as it stood in one edition. */
export type Flag = {
  id: string;
  itemId: string;
  revision: number;
  kind: FlagKind;
  note: string;
  raisedBy: string;
  raisedAt: string;
  state: FlagState;
  decidedBy: string | null;
  decidedAt: string | null;
  /** What whoever decided had to say. */
  answer: string | null;
};

export type FlagRefusal =
  | 'knowledge.not_published'
  | 'knowledge.own_flag'
  | 'knowledge.not_opened'
  | 'knowledge.flagged_already'
  | 'knowledge.flag_decided'
  | 'knowledge.not_judge';
/** `verifies`: looks after the item; `manages`: its team. */
export type FlagJudge = { userId: string; authors: boolean; verifies: boolean; manages: boolean };

/** Who wrote it mends it instead; who has not opened it cannot know; one doubt of one person at a time. */
export function decideRaise(
  on: { inPool: boolean; authorId: string; hasRead: boolean; hasOpen: boolean },
  userId: string,
): Outcome<null, FlagRefusal> {
  if (!on.inPool) return refused('knowledge.not_published');
  if (on.authorId === userId) return refused('knowledge.own_flag');
  if (!on.hasRead) return refused('knowledge.not_opened');
  return on.hasOpen ? refused('knowledge.flagged_already') : decided(null);
}

/** Whoever looks after the item decides, or a manager; not whoever doubts it. Its author may admit it, but not wave it away. */
export const mayJudge = (flag: Pick<Flag, 'raisedBy'>, by: FlagJudge, upheld: boolean): boolean =>
  flag.raisedBy !== by.userId && (by.verifies || by.manages || by.authors) && (upheld || !by.authors);

export function decideFlag(
  flag: Flag,
  ruling: { upheld: boolean; answer: string | null },
  by: FlagJudge,
  now: string,
): Outcome<Flag, FlagRefusal> {
  if (flag.state !== 'open') return refused('knowledge.flag_decided');
  if (!mayJudge(flag, by, ruling.upheld)) return refused('knowledge.not_judge');
  const state = ruling.upheld ? 'upheld' : 'dismissed';
  return decided({ ...flag, state, decidedBy: by.userId, decidedAt: now, answer: ruling.answer });
}

/** Whoever raised it thinks better of it. */
export function decideWithdrawFlag(flag: Flag, userId: string): Outcome<Flag, FlagRefusal> {
  if (flag.state !== 'open') return refused('knowledge.flag_decided');
  if (flag.raisedBy !== userId) return refused('knowledge.not_judge');
  return decided({ ...flag, state: 'withdrawn' });
}

/** From when on an item that was found wrong and is as it was brings nothing any more. */
export const mendBy = (upheldAt: string): string =>
  new Date(Date.parse(upheldAt) + MEND_DAYS * 86_400_000).toISOString();
