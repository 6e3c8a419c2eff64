import { expect, test } from 'vitest';
import { FACTS, type PayloadOf } from './facts.js';

test('an item that was told of before cases and answers were known is told as having none', () => {
  const id = '01985f00-0000-7000-8000-000000000001';
  const item = {
    ...{ id, teamId: id, type: 'checklist', authorId: id, state: 'published', title: 'L/C', language: 'en' },
    ...{ market: null, stage: null, revision: 1, publishedAt: '2026-11-01T02:00:00.000Z', reviewedBy: id },
    ...{ verifyBy: '2027-05-01', version: 3 },
  };
  const { team } = FACTS['knowledge.published'].views;
  const stored = { item, note: null } as unknown as PayloadOf<'knowledge.published'>;
  expect(team?.of(stored)).toMatchObject({
    ...{ id, fromId: null, outcome: null, answers: 0, solved: false, sharedAt: null },
  });
});
