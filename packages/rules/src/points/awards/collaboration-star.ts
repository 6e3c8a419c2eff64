import { type AwardRule, latest } from './award.js';

/** Kudos that count, got in the period. */
export type Thanked = { userId: string; kudos: readonly { fromId: string; at: string }[]; reversals: number };

/** 协作之星: by how many different colleagues somebody was thanked. Until orders are handed over from hand to hand, kudos are what there is. */
export const collaborationStar: AwardRule<readonly Thanked[], { givers: number }> = {
  id: 'collaboration_star',
  periods: ['month'],
  better: 'high',
  defaults: { givers: 2 },
  judge(people, { givers: need }) {
    const candidates = [];
    const out = [];
    for (const { userId: id, kudos, reversals } of people) {
      const givers = new Set(kudos.map((k) => k.fromId)).size;
      const n = kudos.length;
      const figures = { givers, kudos: n, need };
      if (givers < need) out.push({ id, n, why: 'too_few' as const, figures });
      else {
        const reachedAt = latest(kudos.map((k) => k.at));
        candidates.push({ id, n, metric: givers, keys: [n], reversals, reachedAt, figures });
      }
    }
    return { candidates, out, base: {} };
  },
};
