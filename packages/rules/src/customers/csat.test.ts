import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csatOf, ENOUGH_ANSWERS, isJudged, type SurveyRecord } from './csat.js';
import { plusDays, SURVEY_STATES } from './survey.js';

const NOW = '2026-11-26T02:00:00.000Z';
const ALL = { from: '2000-01-01T00:00:00.000Z', to: '2100-01-01T00:00:00.000Z' };
const answer = (score: number, fields: Partial<SurveyRecord> = {}): SurveyRecord => ({
  state: 'answered',
  sentAt: plusDays(NOW, -3),
  answeredAt: plusDays(NOW, -1),
  score,
  counted: true,
  ...fields,
});
const open = (days: number, fields: Partial<SurveyRecord> = {}): SurveyRecord => ({
  state: 'sent',
  sentAt: plusDays(NOW, -days),
  answeredAt: null,
  score: null,
  counted: false,
  ...fields,
});

describe('the figures', () => {
  test('18 of 20 are 90 %', () => {
    const surveys = [...Array.from({ length: 18 }, (_, i) => answer(4 + (i % 2))), answer(3), answer(1)];
    expect(csatOf(surveys, ALL, NOW)).toMatchObject({ n: 20, satisfied: 18, share: 0.9, insufficient: false });
  });

  test('fewer than five say nothing but how many', () => {
    const four = [answer(5), answer(5), answer(5), answer(5)];
    expect(csatOf(four, ALL, NOW)).toMatchObject({ n: 4, share: null, mean: null, insufficient: true });
    expect(csatOf([...four, answer(3)], ALL, NOW)).toMatchObject({ n: 5, share: 0.8, mean: 4.6, insufficient: false });
  });

  test('an answer of ours is in no figure but its own', () => {
    const buyers = [...Array.from({ length: 5 }, () => answer(2)), open(40, { state: 'expired' })];
    const figures = csatOf([...buyers, answer(5, { counted: false })], ALL, NOW);
    expect(figures).toMatchObject({ n: 5, satisfied: 0, uncounted: 1, judged: 6, answered: 5, responseRate: 5 / 6 });
    const ours = csatOf([answer(5, { counted: false })], ALL, NOW);
    expect(ours).toMatchObject({ n: 0, uncounted: 1, judged: 0, answered: 0, responseRate: null });
  });

  test('what went out less than a week ago is not judged yet; what never went out is in no figure', () => {
    const surveys = [answer(5), open(6), open(7), open(40, { state: 'expired' })];
    expect(csatOf(surveys, ALL, NOW)).toMatchObject({ judged: 3, answered: 1, responseRate: 1 / 3 });
    expect(isJudged(open(0, { state: 'expired', sentAt: null }), NOW)).toBe(false);
    expect(csatOf([open(1)], ALL, NOW).responseRate).toBeNull();
  });

  test('an answer belongs to the day it came in, the response rate to the day it was asked', () => {
    const late = answer(5, { sentAt: '2026-10-30T00:00:00.000Z', answeredAt: '2026-11-02T00:00:00.000Z' });
    const [october, november] = [
      { from: '2026-10-01T00:00:00.000Z', to: '2026-11-01T00:00:00.000Z' },
      { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' },
    ];
    expect(csatOf([late], october, NOW)).toMatchObject({ n: 0, judged: 1, answered: 1 });
    expect(csatOf([late], november, NOW)).toMatchObject({ n: 1, judged: 0, responseRate: null });
  });
});

const record: fc.Arbitrary<SurveyRecord> = fc
  .record({
    state: fc.constantFrom(...SURVEY_STATES),
    sent: fc.option(fc.integer({ min: -60, max: 0 })),
    score: fc.integer({ min: 1, max: 5 }),
    counted: fc.boolean(),
  })
  .map(({ state, sent, score, counted }) => {
    const answered = state === 'answered';
    return {
      state,
      sentAt: answered || sent !== null ? plusDays(NOW, sent ?? -1) : null,
      answeredAt: answered ? plusDays(NOW, sent ?? -1) : null,
      score: answered ? score : null,
      counted: answered && counted,
    };
  });

test('shares lie between their ends, and two months together are the whole', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 40 }), fc.integer({ min: -60, max: 0 }), (surveys, cut) => {
      const whole = csatOf(surveys, ALL, NOW);
      const middle = plusDays(NOW, cut);
      const [first, second] = [
        csatOf(surveys, { from: ALL.from, to: middle }, NOW),
        csatOf(surveys, { from: middle, to: ALL.to }, NOW),
      ];
      for (const key of ['n', 'satisfied', 'uncounted', 'judged', 'answered'] as const)
        expect(first[key] + second[key]).toBe(whole[key]);
      expect(whole.insufficient).toBe(whole.n < ENOUGH_ANSWERS);
      for (const share of [whole.share, whole.responseRate])
        if (share !== null) expect(share >= 0 && share <= 1).toBe(true);
      if (whole.mean !== null) expect(whole.mean >= 1 && whole.mean <= 5).toBe(true);
      expect(whole.answered).toBeLessThanOrEqual(whole.judged);
    }),
  );
});
