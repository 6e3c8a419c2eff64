import type { SurveyEntry, TimelineEntry } from '@tallyboard/contracts/order-cards';
import { beforeAll, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { isSurvey, surveyText, timelineRows } from './timeline-rows';

beforeAll(() => setLocale('en'));
const entry = (seq: number, day: number): TimelineEntry =>
  ({ seq, at: `2026-11-0${day}T00:00:00.000Z` }) as TimelineEntry;
const survey = (kind: SurveyEntry['kind'], day: number, fields: Partial<SurveyEntry> = {}): SurveyEntry => ({
  kind,
  at: `2026-11-0${day}T00:00:00.000Z`,
  way: 'mail',
  score: null,
  counted: false,
  ...fields,
});

test('a survey stands where its time falls, and the order’s own entries keep their order', () => {
  const rows = timelineRows([entry(3, 5), entry(2, 2), entry(1, 2)], [survey('sent', 2), survey('answered', 6)]);
  expect(rows.map((r) => (isSurvey(r) ? r.kind : r.seq))).toEqual(['answered', 3, 'sent', 2, 1]);
  expect(timelineRows([entry(1, 5)], [survey('sent', 1)]).map((r) => r.at.slice(9, 10))).toEqual(['5', '1']);
});

test.each([
  [survey('sent', 1), 'Survey mailed to the customer'],
  [survey('sent', 1, { way: 'hand' }), 'Survey link handed to the customer'],
  [survey('answered', 1, { score: 4, counted: true }), 'The customer answered the survey: 4 of 5'],
  [survey('answered', 1, { score: 1 }), 'The customer answered the survey: 1 of 5, not counted'],
  [survey('expired', 1), 'The survey ended without an answer'],
  [survey('expired', 1, { way: null }), 'The survey ended without being sent'],
])('it is told in a sentence', (of, text) => {
  expect(surveyText(of)).toBe(text);
});
