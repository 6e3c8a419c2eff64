import { describe, expect, test } from 'vitest';
import type { Stage } from '../orders/stages.js';
import { caseOrderOf, type CaseStep, decideBegin, type EndedOrder, isAsked, outcomeOf } from './case-order.js';

const ZONE = 'Asia/Shanghai';
const on = (day: string): string => `${day}T02:00:00.000Z`;
const step = (stage: Stage, day: string, isUndo = false): CaseStep => ({ stage, at: on(day), isUndo });
const lost: EndedOrder = {
  ...{ no: 'YD-7', customerName: 'ACME GmbH', country: 'DE', stage: 'LOST', status: 'active', statusReason: 'price' },
  ...{ lostFrom: 'NEGOTIATING', stageSince: on('2026-11-20'), salesOwnerId: 'lin', people: ['lin', 'xu'] },
};
const cancelled: EndedOrder = { ...lost, stage: 'PRODUCTION', status: 'cancelled', lostFrom: null };

test.each<[string, Partial<EndedOrder>, string | null]>([
  ['closed', { stage: 'CLOSED' }, 'win'],
  ['lost', {}, 'loss'],
  ['cancelled, even when it was settled', { stage: 'SETTLED', status: 'cancelled' }, 'loss'],
  ['under way', { stage: 'SETTLED' }, null],
  ['on hold', { stage: 'QUOTED', status: 'on_hold' }, null],
])('how an order ended: %s', (_, fields, outcome) => expect(outcomeOf({ ...lost, ...fields })).toBe(outcome));

describe('the stages of a case', () => {
  const stagesOf = (steps: CaseStep[], order = lost) =>
    caseOrderOf(order, steps, ZONE)?.stages.map((s) => `${s.stage} ${s.on} ${s.days}`);
  test('each with the days it took until the next, and until its end', () => {
    expect(stagesOf([step('INQUIRY', '2026-11-01'), step('QUOTED', '2026-11-04'), step('LOST', '2026-11-20')])).toEqual(
      ['INQUIRY 2026-11-01 3', 'QUOTED 2026-11-04 16', 'LOST 2026-11-20 0'],
    );
    expect(stagesOf([step('PRODUCTION', '2026-11-10')], cancelled)).toEqual(['PRODUCTION 2026-11-10 10']);
  });
  test('what was undone had not been; what was moved back by hand had', () => {
    const steps = [step('INQUIRY', '2026-11-01'), step('QUOTED', '2026-11-04'), step('PI_SIGNED', '2026-11-05')];
    expect(stagesOf([...steps, step('QUOTED', '2026-11-05', true)])).toEqual([
      'INQUIRY 2026-11-01 3',
      'QUOTED 2026-11-04 16',
    ]);
    expect(stagesOf([...steps, step('QUOTED', '2026-11-06')])?.slice(2)).toEqual([
      'PI_SIGNED 2026-11-05 1',
      'QUOTED 2026-11-06 14',
    ]);
  });
  test('with where it stood when it ended, and none of an order that goes on', () => {
    expect(caseOrderOf(lost, [], ZONE)).toMatchObject({ outcome: 'loss', lastStage: 'NEGOTIATING', reason: 'price' });
    expect(caseOrderOf(cancelled, [], ZONE)).toMatchObject({ cancelled: true, lastStage: 'PRODUCTION' });
    expect(caseOrderOf({ ...lost, stage: 'QUOTED' }, [], ZONE)).toBeNull();
  });
});

test.each<[string, EndedOrder, string, string | null, string, boolean]>([
  ['its sales owner', lost, 'lin', null, '2026-11-26', true],
  ['nobody else', lost, 'xu', null, '2026-11-26', false],
  ['for sixty days', lost, 'lin', null, '2027-01-19', true],
  ['and no longer', lost, 'lin', null, '2027-01-20', false],
  ['who said that it is not worth it, no more', lost, 'lin', on('2026-11-21'), '2026-11-26', false],
  ['but again when it ended anew', lost, 'lin', on('2026-11-19'), '2026-11-26', true],
  ['not of an order that was reopened', { ...lost, stage: 'QUOTED' }, 'lin', null, '2026-11-26', false],
])('asked is %s', (_, order, userId, passedAt, today, asked) =>
  expect(isAsked(order, userId, passedAt, today, ZONE)).toBe(asked),
);

test('whoever took part may begin, once it is over', () => {
  expect(decideBegin(lost, 'xu').ok).toBe(true);
  expect(decideBegin(lost, 'chen')).toMatchObject({ code: 'knowledge.not_your_order' });
  expect(decideBegin({ ...lost, stage: 'QUOTED' }, 'lin')).toMatchObject({ code: 'knowledge.order_goes_on' });
});
