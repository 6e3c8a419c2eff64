import { describe, expect, test } from 'vitest';
import { AWARD_IDS } from '../awards/award.js';
import { type AnyEvidence, awardDefaults, rankAward } from '../awards/catalogue.js';
import { type JudgedAward, tryAwards } from './award-trial.js';
import { checkDraft, type Draft } from './draft.js';

const at = '2026-11-02T02:00:00.000Z';
const answering = (userId: string, n: number, minutes: number) => ({
  userId,
  answers: Array.from({ length: n }, () => ({ minutes, at })),
  hits: n,
  misses: 0,
  reversals: 0,
});
const evidence: AnyEvidence = { award: 'fastest_responder', of: [answering('few', 6, 1), answering('many', 20, 30)] };
const rules = awardDefaults('fastest_responder');
const judged = (state: JudgedAward['state'], winners: string[]): JudgedAward => ({
  id: state,
  award: 'fastest_responder',
  periodKind: 'month',
  period: '2026-10',
  state,
  evidence,
  ranking: rankAward(evidence, rules, 'month'),
  winners,
});

describe('awards under a draft', () => {
  test('the evidence that was kept is ranked anew, beside who won or would', () => {
    const all = [judged('published', ['many']), judged('shortlist', []), judged('withheld', [])];
    const tried = tryAwards(all, { fastest_responder: { ...rules, perMonth: 5 } });
    expect(tried.map((a) => [a.state, a.now, a.draft])).toEqual([
      ['published', ['many'], ['few']],
      ['shortlist', ['many'], ['few']],
      ['withheld', [], ['few']],
    ]);
    expect(tryAwards(all, { fastest_responder: { ...rules, perMonth: 21 } })[0]!.draft).toEqual([]);
    expect(tryAwards(all, { fastest_responder: rules })[0]).toMatchObject({ now: ['many'], draft: ['many'] });
  });

  test('what is not drafted is not looked at', () => {
    expect(tryAwards([judged('published', ['many'])], { collaboration_star: { givers: 3 } })).toEqual([]);
  });

  test('whoever opted out when the evidence was gathered is out of the draft too', () => {
    const optedOut = { ...judged('published', ['many']), evidence: { ...evidence, optedOut: ['few'] } };
    const [tried] = tryAwards([optedOut], { fastest_responder: { ...rules, perMonth: 5 } });
    expect(tried!.draft).toEqual(['many']);
  });

  test('weights that are all nothing make a shared award and no nonsense', () => {
    const nothing = { orders: 1, contribution: 0, repeat: 0, vote: 0 };
    const of = ['a', 'b'].map((customerId) => ({ customerId, orders: [{ usdMinor: 1, at }], votes: 0, reversals: 0 }));
    const { placed } = rankAward({ award: 'customer_of_the_year', of }, nothing, 'year');
    expect(placed.map((p) => [p.id, p.place, p.metric])).toEqual([
      ['a', 1, 0],
      ['b', 1, 0],
    ]);
    const newcomer = { userId: 'c', daysIn: 60, plan: null, followUps: { done: 1, target: 2 }, qualified: null };
    const weightless = { ...awardDefaults('best_newcomer'), followUps: 0 };
    const alone: AnyEvidence = { award: 'best_newcomer', of: [{ ...newcomer, quality: null, at: [at], reversals: 0 }] };
    expect(rankAward(alone, weightless, 'month')).toMatchObject({ placed: [{ metric: 0 }], base: { followUps: 0 } });
  });
});

describe('a draft', () => {
  const code = (draft: Draft): unknown => {
    const checked = checkDraft(draft);
    return checked.ok ? 'fits' : checked.details;
  };
  test('has of an award exactly its parameters, and no share above the whole', () => {
    for (const id of AWARD_IDS) expect(code({ [id]: awardDefaults(id) })).toBe('fits');
    expect(code({ fastest_responder: { ...rules, ratePercent: 100 } })).toBe('fits');
    const wrong: Record<string, number>[] = [
      { ...rules, ratePercent: 101 },
      { ...rules, more: 1 },
      { ...rules, weight: 1.5 },
      { perWeek: 5 },
    ];
    for (const params of wrong) expect(code({ fastest_responder: params })).toEqual({ ruleId: 'fastest_responder' });
    expect(code({ most_improved: { months: 13, topOut: 3 } })).toEqual({ ruleId: 'most_improved' });
  });
});
