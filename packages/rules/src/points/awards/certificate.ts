import type { Placed } from './award.js';

/** What is certified: who won what, and on which figures. `restatedAt`: when what counted was corrected later, if it was. */
export type Certified = { placed: Placed; isShared: boolean; restatedAt: string | null };
type Award = {
  state: 'shortlist' | 'published' | 'withheld';
  winners: readonly string[];
  placed: readonly Placed[];
  restatedAt: string | null;
};

/** Whoever won a published award has a certificate, and nobody else; what changed since takes it from nobody. */
export function certify({ state, winners, placed, restatedAt }: Award, winnerId: string): Certified | null {
  const mine = placed.find((p) => p.id === winnerId);
  if (state !== 'published' || !mine || !winners.includes(winnerId)) return null;
  return { placed: mine, isShared: winners.length > 1, restatedAt };
}

/** What stands on it as its number: the period, and enough of the award's own id to find it again. */
export const certificateNo = (award: { id: string; period: string }): string =>
  `${award.period}-${award.id.replaceAll('-', '').slice(-8).toUpperCase()}`;
