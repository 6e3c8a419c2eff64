import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAGES } from '../orders/stages.js';
import { checkLines, decideAttach, decideDetach, decideTick, suggest, type Wanted } from './use.js';

const order = { status: 'active', stage: 'QUOTED' } as const;
const code = (outcome: { ok: boolean; code?: string }): string => (outcome.ok ? 'ok' : outcome.code!);

describe('what an order is worked on with', () => {
  test.each([
    ['once', order, false, 'ok'],
    ['twice', order, true, 'knowledge.used_already'],
    ['on what was lost', { status: 'active', stage: 'LOST' } as const, false, 'orders.locked'],
    ['on what was cancelled', { status: 'cancelled', stage: 'SECURED' } as const, false, 'orders.locked'],
    ['on what stands still', { status: 'on_hold', stage: 'SECURED' } as const, false, 'ok'],
  ])('is attached %s', (_, on, used, is) => expect(code(decideAttach(on, used))).toBe(is));

  test.each([
    ['what is there', order, true, 'ok'],
    ['what is not', order, false, 'knowledge.not_used'],
    ['of what was given up', { status: 'cancelled', stage: 'SECURED' } as const, true, 'orders.locked'],
    ['what it was settled with', { status: 'active', stage: 'CLOSED' } as const, true, 'knowledge.use_settled'],
  ])('is taken off: %s', (_, on, used, is) => expect(code(decideDetach(on, used))).toBe(is));

  test('lines are ticked off, back, and twice to no effect', () => {
    const lines = checkLines('- [ ] a\n- [x] b');
    const tick = (line: number, done: boolean, by: string, from = lines) =>
      decideTick(order, from, { line, done, by, at: '2026-11-01T00:00:00.000Z' });
    const first = tick(1, true, 'u');
    expect(first).toMatchObject({ ok: true, value: [{ done: null }, { text: 'b', done: { by: 'u' } }] });
    const again = first.ok ? tick(1, true, 'w', first.value) : null;
    expect(again).toEqual(first);
    expect(first.ok && tick(1, false, 'w', first.value)).toEqual({ ok: true, value: lines });
    expect(code(tick(2, true, 'u'))).toBe('knowledge.not_used');
    expect(code(decideTick(order, null, { line: 0, done: true, by: 'u', at: '' }))).toBe('knowledge.not_used');
    const lost = { status: 'active', stage: 'LOST' } as const;
    expect(code(decideTick(lost, lines, { line: 0, done: true, by: 'u', at: '' }))).toBe('orders.locked');
  });
});

test.each([
  ['## Head\n\n- [ ] one\n- [x] two\n* three\n1. four\n> note', ['one', 'two', 'three', 'four']],
  ['一、有效期\n\n二、装运期', ['一、有效期', '二、装运期']],
  ['# Head\n> said\n| a | b |', []],
  ['', []],
])('the lines of a checklist: %j', (body, texts) => expect(checkLines(body).map((l) => l.text)).toEqual(texts));

test('what is for this market and stage comes first, then what is for any; another’s never', () => {
  const wanted: Wanted = { types: ['template'], stages: ['INQUIRY', 'QUOTED'], market: 'DE', language: 'en' };
  const make = (id: string, fields: object = {}) => ({
    id,
    ...{ type: 'template' as const, market: null as string | null, stage: null, language: 'zh-CN' as const },
    ...fields,
  });
  const items = [
    make('any'),
    make('english', { language: 'en' }),
    make('stage', { stage: 'QUOTED' }),
    make('market', { market: 'DE' }),
    make('elsewhere', { market: 'FR' }),
    make('later', { stage: 'SHIPPED' }),
    make('checklist', { type: 'checklist' }),
    make('last'),
  ];
  expect(suggest(items, wanted).map((i) => i.id)).toEqual(['market', 'stage', 'english', 'any', 'last']);
});

test('at most five, of equals in their order', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(null, ...STAGES), { maxLength: 20 }), (stages) => {
      const items = stages.map((stage, i) => ({ i, type: 'checklist', market: null, stage, language: 'en' }) as const);
      const found = suggest(items, { types: ['checklist'], stages: ['SECURED'], market: null, language: 'en' });
      expect(found.length).toBeLessThanOrEqual(5);
      expect(found.every((f) => f.stage === null || f.stage === 'SECURED')).toBe(true);
      for (const [a, b] of found.slice(1).map((f, n) => [found[n]!, f] as const))
        expect((a.stage === null) === (b.stage === null) ? a.i < b.i : a.stage !== null).toBe(true);
    }),
  );
});
