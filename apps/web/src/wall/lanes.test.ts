// @vitest-environment node
import type { WallCard } from '@tallyboard/contracts/order-cards';
import type { Person } from '@tallyboard/contracts/people';
import { expect, test } from 'vitest';
import { boardOf } from './board';
import { cardOf, snapshotOf } from './board.factory';
import { attentionOf, lanesOf, totalsOf } from './lanes';
import { podium, strokeUnit, tally } from './league';
import { marketsOf } from './markets';
import { shortName } from './names';

const TODAY = '2026-11-20';
const due = (on: string): Partial<WallCard> => ({ deadline: { kind: 'deposit_due', on } });

test('the most urgent first: late by days, standing still, due, and none without risk; what just moved on top', () => {
  const cards = [
    cardOf('far', 'QUOTED', due('2027-03-01')),
    cardOf('soon', 'QUOTED', due('2026-11-28')),
    cardOf('due', 'QUOTED', due('2026-11-22')),
    cardOf('held', 'QUOTED', { status: 'on_hold' }),
    cardOf('late', 'QUOTED', due('2026-11-19')),
    cardOf('latest', 'QUOTED', due('2026-11-10')),
    cardOf('calm', 'QUOTED'),
  ];
  const ids = (fresh?: string) => attentionOf(cards, TODAY, fresh).attention.map((a) => a.card.id);
  expect(ids()).toEqual(['latest', 'late', 'held']);
  expect(attentionOf(cards, TODAY).more).toBe(1);
  expect(ids('calm')).toEqual(['calm', 'latest', 'late']);
  expect(attentionOf(cards, TODAY, 'calm').more).toBe(2);
  expect(attentionOf(cards.slice(0, 2), TODAY)).toEqual({ attention: [], more: 0 });
});

test('lanes count work in hand; settled, lost and cancelled orders stand in none', () => {
  const board = boardOf(
    snapshotOf([
      cardOf('1', 'QUOTED', due('2026-11-10')),
      cardOf('2', 'QUOTED'),
      cardOf('3', 'BOOKED'),
      cardOf('4', 'SETTLED'),
      cardOf('5', 'CLOSED'),
      cardOf('6', 'LOST'),
      cardOf('7', 'BOOKED', { status: 'cancelled' }),
    ]),
  );
  const lanes = lanesOf(board, TODAY);
  expect(lanes.map((l) => [l.lane, l.total])).toEqual([
    ['sales', 2],
    ['documents', 1],
    ['logistics', 0],
  ]);
  expect(lanes.map((l) => l.rows.length)).toEqual([5, 5, 5]);
  expect(lanes[0]!.rows[1]).toMatchObject({ stage: 'QUOTED', count: 2, late: 1 });
  expect(totalsOf(board, TODAY)).toEqual({ ok: 2, due: 0, late: 1, blocked: 0, inHand: 3, settled: 2 });
});

test('500 orders are looked through in a blink', () => {
  const cards = Array.from({ length: 500 }, (_, i) => cardOf(String(i), 'PRODUCTION', due('2026-11-01')));
  const [, documents] = lanesOf(boardOf(snapshotOf(cards)), TODAY);
  expect(documents).toMatchObject({ total: 500, more: 497 });
});

test('the podium keeps ties (1, 1, 3), leaves out the rest, and says how many found no room', () => {
  const { people } = boardOf(snapshotOf([]));
  const everyone = new Map(['a', 'b', 'c', 'd', 'e', 'new'].map((id) => [id, people.get('lin')!]));
  const top = (points: [string, number][]) =>
    podium({ points: new Map(points), people: everyone, rookies: new Set(['new']) }, 4);
  const rows = top([
    ['a', 9],
    ['b', 9],
    ['c', 7],
    ['d', 1],
    ['gone', 99],
    // A rookie: they have a league of their own.
    ['new', 50],
  ]).rows;
  expect(rows.map((r) => [r.userId, r.place])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 3],
  ]);
  expect(top(['a', 'b', 'c', 'd', 'e'].map((id) => [id, 5]))).toMatchObject({ rows: { length: 4 }, more: 1 });
  const board = {
    points: new Map([
      ['a', 9],
      ['new', 5],
      ['newer', 3],
    ]),
    people: new Map([...everyone, ['newer', people.get('lin')!]]),
  };
  expect(podium({ ...board, rookies: new Set(['new', 'newer']) }, 2, true).rows.map((r) => r.userId)).toEqual([
    'new',
    'newer',
  ]);
});

test('points become strokes of 正', () => {
  expect(strokeUnit(784)).toBe(20);
  expect(tally(7, 1)).toEqual([5, 2]);
  expect(tally(0, 1)).toEqual([]);
});

test('clocks: the biggest markets whose hour differs from the others and from the office', () => {
  const cards = [
    ...['AE', 'AE', 'AE', 'DE', 'DE', 'FR', 'FR', 'US', 'SG', 'SG', 'SG', 'SG', 'AQ'].map((country, i) =>
      cardOf(String(i), 'QUOTED', { country }),
    ),
    cardOf('done', 'CLOSED', { country: 'JP' }),
  ];
  const hours: Record<string, string> = {
    'Europe/Berlin': '7',
    'Europe/Paris': '7',
    'Asia/Dubai': '10',
    'Asia/Singapore': '14',
    'Asia/Shanghai': '14',
  };
  const clock = (zone: string): string => hours[zone] ?? zone;
  expect(marketsOf(cards, 'Asia/Shanghai', clock).map((m) => m.country)).toEqual(['AE', 'DE', 'US']);
});

test('short names: the surname, unless two of the team share it', () => {
  const person = (id: string, name: string, nameEn: string): [string, Person] => [
    id,
    { id, name, nameEn, hue: 0, roles: [], active: true },
  ];
  const people = new Map([
    person('1', '林晓雯', 'Lin Xiaowen'),
    person('2', '林一', 'Lin Yi'),
    person('3', '欧阳明', 'Ouyang Ming'),
  ]);
  expect(['1', '3', 'x', null].map((id) => shortName(id, people, 'zh-CN'))).toEqual(['林晓雯', '欧阳', '—', '—']);
  expect(['1', '3'].map((id) => shortName(id, people, 'en'))).toEqual(['Lin Xiaowen', 'Ouyang']);
});
