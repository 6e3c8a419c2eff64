import { type AwardId, winnersOf } from '../awards/award.js';
import { type AnyEvidence, rankAward, type Ranking } from '../awards/catalogue.js';
import type { PeriodKind } from '../../time/periods.js';
import type { Draft } from './draft.js';

/** An award as it was judged, with what it was judged by. */
export type JudgedAward = {
  id: string;
  award: AwardId;
  periodKind: PeriodKind;
  period: string;
  state: 'shortlist' | 'published' | 'withheld';
  evidence: AnyEvidence;
  ranking: Ranking;
  winners: readonly string[];
};
/** Who won, or would as it stands; who would have under the draft. */
export type AwardChange = Pick<JudgedAward, 'award' | 'periodKind' | 'period' | 'state'> & {
  awardId: string;
  now: string[];
  draft: string[];
};

/** Awards of which a draft has other parameters, judged anew by the evidence they keep. */
export const tryAwards = (judged: readonly JudgedAward[], draft: Draft): AwardChange[] =>
  judged.flatMap(({ id: awardId, award, periodKind, period, state, evidence, ranking, winners }) => {
    const params = draft[award];
    if (!params) return [];
    const now = state === 'shortlist' ? winnersOf(ranking.placed) : [...winners];
    const drafted = winnersOf(rankAward(evidence, params, periodKind).placed);
    return [{ awardId, award, periodKind, period, state, now, draft: drafted }];
  });
