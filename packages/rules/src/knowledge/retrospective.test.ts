import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CaseOrder } from './case-order.js';
import { decidePublish, decideSubmit, decideWithdraw, decideWrite, type ItemActor, newItem } from './decide-item.js';
import { type Item, type ItemText, wholeText } from './item.js';
import { offshootOf } from './offshoot.js';
import { missingIn, NO_RETROSPECTIVE, type Retrospective, TEMPLATES } from './retrospective.js';

const as = (userId: string): ItemActor => ({
  userId,
  capabilities: new Set(['knowledge.write']),
  now: '2026-11-26T02:00:00.000Z',
  today: '2026-11-26',
});
const [lin, chen] = [as('lin'), as('chen')];
const caseOrder: CaseOrder = {
  ...{ no: 'YD-7', customerName: 'ACME GmbH', country: 'DE', outcome: 'loss', cancelled: false, reason: 'price' },
  ...{ endedOn: '2026-11-20', lastStage: 'NEGOTIATING', stages: [] },
};
const loss: Retrospective = {
  ...NO_RETROSPECTIVE,
  ...{ problemStage: 'QUOTED', improvement: '1. 先问到货日期\n- 给分批方案', improvementBy: 'chen' },
};
const win: Retrospective = { ...NO_RETROSPECTIVE, profile: '中型进口商', approach: '先寄样', breakthrough: '两天打样' };
const text: ItemText = {
  ...{ title: '丢在交期', body: '', language: 'zh-CN', market: null, stage: null },
  retrospective: loss,
};
const draft: Item = { ...newItem('i1', 't1', 'retrospective', text, lin), orderId: 'o1', caseOrder };
const saying = (retrospective: Retrospective | null): Item => ({ ...draft, text: { ...text, retrospective } });
const winning = (r: Retrospective | null): Item => ({ ...saying(r), caseOrder: { ...caseOrder, outcome: 'win' } });

describe('before a colleague reviews a case, all that its template asks for is there', () => {
  test.each<[string, Item, string[] | null]>([
    ['a loss that says all', draft, null],
    ['without the stage', saying({ ...loss, problemStage: null }), ['problemStage']],
    ['without what will be done', saying({ ...loss, improvement: ' \n' }), ['improvement']],
    ['without somebody who sees to it', saying({ ...loss, improvementBy: null }), ['improvementBy']],
    ['that says nothing yet', saying(null), ['problemStage', 'improvementBy', 'improvement']],
    ['a win is asked for something else', winning(loss), ['profile', 'approach', 'breakthrough']],
    ['a win that says all', winning(win), null],
  ])('%s', (_, item, missing) => {
    const outcome = decideSubmit(item, lin, 1);
    if (missing) expect(outcome).toMatchObject({ code: 'knowledge.incomplete', details: { missing } });
    else expect(outcome).toMatchObject({ ok: true, value: { state: 'in_review' } });
  });

  test.each<[string, Item, string]>([
    ['of no order', { ...draft, orderId: null, caseOrder: null }, 'knowledge.needs_order'],
    ['of an order that was reopened', { ...draft, caseOrder: null }, 'knowledge.order_goes_on'],
    ['without a title', { ...draft, text: { ...text, title: '' } }, 'knowledge.empty'],
  ])('and nothing is submitted %s', (_, item, code) => expect(decideSubmit(item, lin, 1)).toMatchObject({ code }));

  test('nor let in when the order was reopened meanwhile', () => {
    const asked = decideSubmit(draft, lin, 1);
    if (!asked.ok) throw new Error(asked.code);
    expect(decidePublish({ ...asked.value, caseOrder: null }, chen, 2)).toMatchObject({
      code: 'knowledge.order_goes_on',
    });
    expect(decidePublish(asked.value, chen, 2)).toMatchObject({ value: { sharedAt: chen.now, reviewedBy: 'chen' } });
  });

  test('whatever is written: submitted is exactly what has every field of its template', () => {
    const said = fc.record<Retrospective>({
      profile: fc.constantFrom('', ' ', 'a'),
      approach: fc.constantFrom('', 'b'),
      breakthrough: fc.constantFrom('', 'c'),
      problemStage: fc.constantFrom(null, 'QUOTED'),
      improvement: fc.constantFrom('', '\n', 'd'),
      improvementBy: fc.constantFrom(null, 'chen'),
    });
    fc.assert(
      fc.property(said, fc.constantFrom('win', 'loss'), (r, outcome) => {
        const result = decideSubmit({ ...saying(r), caseOrder: { ...caseOrder, outcome } }, lin, 1);
        const whole = TEMPLATES[outcome].every((name) => (r[name] ?? '').trim() !== '');
        expect([result.ok, missingIn(r, outcome).length === 0]).toEqual([whole, whole]);
      }),
    );
  });
});

test('a change in one of its fields is something new to review', () => {
  const pooled: Item = { ...draft, state: 'published', published: text, revision: 1 };
  expect(decideSubmit(pooled, lin, 1)).toMatchObject({ code: 'knowledge.nothing_new' });
  const other = decideWrite(pooled, { ...text, retrospective: { ...loss, improvement: '别的' } }, lin, 1);
  expect(other.ok && decideSubmit(other.value, lin, 2).ok).toBe(true);
});

test('what it says is looked up by all of its fields', () => {
  expect(wholeText({ ...text, retrospective: win })).toBe('丢在交期\n中型进口商\n先寄样\n两天打样');
  expect(wholeText(text)).toContain('给分批方案');
});

describe('what is made of a case', () => {
  test('a checklist of its improvements, of its stage and market', () => {
    expect(offshootOf(text, caseOrder, 'checklist')).toEqual({
      ...{ title: '丢在交期', body: '- [ ] 先问到货日期\n- [ ] 给分批方案', language: 'zh-CN' },
      ...{ market: 'DE', stage: 'QUOTED', retrospective: null },
    });
  });
  test.each([
    ['template', win, '先寄样'],
    ['template', loss, loss.improvement],
    ['market_report', win, '中型进口商\n\n先寄样\n\n两天打样'],
  ] as const)('%s', (type, retrospective, body) =>
    expect(offshootOf({ ...text, retrospective }, caseOrder, type).body).toBe(body),
  );
});

test('a question is in the pool at once, reviewed by nobody; withdrawn it is not solved any more', () => {
  const asked = decideSubmit(
    newItem('q', 't1', 'question', { ...text, body: '怎么办？', retrospective: null }, lin),
    lin,
    1,
  );
  if (!asked.ok) throw new Error(asked.code);
  expect(asked.value).toMatchObject({ state: 'published', revision: 1, reviewedBy: null, sharedAt: lin.now });
  expect(decideWithdraw({ ...asked.value, solved: true }, lin, 2)).toMatchObject({
    value: { published: null, sharedAt: null, solved: false },
  });
});
