import type { CsatFigures, Survey } from '@tallyboard/contracts/surveys';
import { beforeEach, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { csatSheet, surveySheet } from './survey-sheets';

beforeEach(() => setLocale('en'));
const cells = (sheet: string): string[][] =>
  sheet.split('\r\n').map((line) => [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1]!));
const column = (sheet: string, head: string): string[] => {
  const [heads, ...rows] = cells(sheet);
  return rows.map((row) => row[heads!.indexOf(head)]!);
};

const survey = {
  orderNo: 'TB-7',
  customerName: '=HYPERLINK("x")',
  country: 'DE',
  ownerId: 'lin',
  state: 'answered',
  way: 'hand',
  sentAt: '2026-11-20T02:00:00.000Z',
  answeredAt: '2026-11-21T02:00:00.000Z',
  score: 5,
  counted: true,
  uncounted: null,
  comment: '-good',
  contact: { name: 'Braun', email: 'braun@buyer.example' },
} as unknown as Survey;

test('a sheet of surveys says whether an answer counts, names nobody at the buyer’s, and holds no formula', () => {
  const ours = { ...survey, counted: false, uncounted: 'own_browser' } as Survey;
  const open = { ...survey, score: null, answeredAt: null, sentAt: null, state: 'to_send', comment: '' } as Survey;
  const sheet = surveySheet([survey, ours, open], () => 'Lin');
  expect(column(sheet, 'Answered at')[0]).toBe('2026-11-21 10:00:00');
  expect(column(sheet, 'Score')).toEqual(['5', '5', '']);
  expect(column(sheet, 'Counts')).toEqual(['yes', 'Not counted: from a browser that has signed in here', '']);
  expect(column(sheet, 'Comment')[0]).toBe("'-good");
  expect(column(sheet, 'Customer')[0]).toBe('"\'=HYPERLINK(""x"")"');
  expect(sheet).not.toContain('raun');
});

test('a sheet of figures leaves out what too few answers stand behind', () => {
  const enough: CsatFigures = {
    n: 6,
    satisfied: 5,
    share: 5 / 6,
    mean: 4.333_333,
    insufficient: false,
    uncounted: 1,
    judged: 8,
    answered: 7,
    responseRate: 0.875,
  };
  const few: CsatFigures = { ...enough, n: 2, share: 1, mean: 5, insufficient: true };
  const sheet = csatSheet(enough, {
    months: [{ ...few, month: '2026-11' }],
    people: [{ ...few, name: '=Lin' }],
    markets: [{ ...enough, name: 'Germany' }],
  });
  expect(column(sheet, 'CSAT %')).toEqual(['83.3', '', '', '83.3']);
  expect(column(sheet, 'Mean score')).toEqual(['4.33', '', '', '4.33']);
  expect(column(sheet, 'Response rate %')).toEqual(['87.5', '87.5', '87.5', '87.5']);
  expect(cells(sheet).map((row) => row[1])).toEqual(['Name', '', '2026-11', "'=Lin", 'Germany']);
});
