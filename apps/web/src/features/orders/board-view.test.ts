import { expect, test } from 'vitest';
import { aCard, someSettings } from './board.factory';
import { boardOf, cardTone, matches, medianDays } from './board-view';
import { drawMove, provisionalRank } from './draw-move';
import { amountText, minorFromText, withCurrency } from './order-form';
import { draftOf, numbered, shifted } from './stage-draft';
import { afterIdOf, dropOf } from './board-drop';

const now = '2026-11-23T00:00:00.000Z';
const today = '2026-11-23';
const view = (cards: ReturnType<typeof aCard>[], filter = {}, settings = someSettings()) =>
  boardOf({ settings, cards, filter, now, today, prices: true }).flatMap((l) => l.columns);
const at = (columns: ReturnType<typeof view>, stage: string) => columns.find((c) => c.stages.includes(stage as never))!;

test('a column holds the open cards of its stages by rank, whatever the stage', () => {
  const cards = [
    aCard({ stage: 'NEGOTIATING', rank: 'b' }),
    aCard({ stage: 'QUOTED', rank: 'c' }),
    aCard({ stage: 'QUOTED', rank: 'a' }),
    aCard({ stage: 'QUOTED', status: 'cancelled' }),
    aCard({ stage: 'CLOSED' }),
  ];
  expect(at(view(cards), 'QUOTED').cards.map((c) => c.rank)).toEqual(['a', 'b', 'c']);
  expect(at(view(cards), 'CLOSED').cards).toEqual([]);
});
test('a filter hides cards but does not change what a limit is judged by', () => {
  const column = at(view([aCard(), aCard({ country: 'DE' })], { country: 'DE' }), 'QUOTED');
  expect([column.cards.length, column.count]).toEqual([1, 2]);
});
test('value is the sum in dollars; a card without an amount adds nothing', () => {
  const cards = [aCard({ amountUsdMinor: 100 }), aCard({ amountUsdMinor: 250 }), aCard({ amountUsdMinor: null })];
  expect(at(view(cards), 'QUOTED').usdMinor).toBe(350);
});
test('search looks at number, customer and goods', () => {
  const card = aCard({ title: '陶瓷餐具', customerName: 'Gulf Star' });
  for (const q of ['gulf', '餐具', card.no.toLowerCase()]) expect(matches(card, { q }, today)).toBe(true);
  expect(matches(card, { q: 'nothing' }, today)).toBe(false);
});
test('risk filters by the same rule as the card', () => {
  const late = aCard({ deadline: { kind: 'other', on: '2026-11-22' } });
  expect(matches(late, { risk: 'late' }, today)).toBe(true);
  expect(matches(late, { risk: 'due' }, today)).toBe(false);
});
test('the median of ages; of nothing there is none', () => {
  expect(medianDays([], now)).toBeNull();
  expect(medianDays([aCard(), aCard({ stageSince: '2026-11-22T00:00:00.000Z' })], now)).toBe(2);
});

const context = {
  now,
  zone: 'Asia/Shanghai',
  capabilities: new Set(['orders.move.sales', 'orders.crossLane'] as const),
};
test('a provisional rank lies between its neighbours', () => {
  const cards = [aCard({ rank: 'a0' }), aCard({ rank: 'a1' }), aCard({ rank: 'a2' })];
  const rank = provisionalRank(cards, cards[2]!.id, cards[0]!.id);
  expect(rank > 'a0' && rank < 'a1').toBe(true);
  expect(provisionalRank(cards, cards[2]!.id, null) < 'a0').toBe(true);
});
test('a hard limit refuses a card that comes in, not one that moves within', () => {
  const settings = someSettings();
  const inside = aCard({ stage: 'PI_SIGNED' });
  settings.columns = settings.columns.map((c) => ({ ...c, wipLimit: 1, wipHard: true }));
  const target = at(view([inside], {}, settings), 'PI_SIGNED');
  const to = { toStage: 'SECURED', afterId: null } as const;
  expect(drawMove(aCard(), to, target, context)).toMatchObject({ ok: false, code: 'orders.wip_limit' });
  expect(drawMove(inside, to, target, context)).toMatchObject({ ok: true, value: { stage: 'SECURED' } });
});
test('backwards asks for a reason', () => {
  const to = { toStage: 'INQUIRY', afterId: null } as const;
  expect(drawMove(aCard(), to, undefined, context)).toMatchObject({ code: 'orders.reason_required' });
});
test('a drop above a card lands behind the one before it, not counting the card in the hand', () => {
  const [a, b, c] = [aCard(), aCard(), aCard()];
  const column = { cards: [a, b, c] };
  expect(afterIdOf(column, c.id, b.id, 'top')).toBe(a.id);
  expect(afterIdOf(column, a.id, b.id, 'top')).toBeNull();
  expect(afterIdOf(column, a.id, b.id, 'bottom')).toBe(b.id);
  expect(afterIdOf(column, c.id, null, 'top')).toBe(b.id);
});

test('a card without a date, or with nothing left to do, is neither well nor badly off', () => {
  const deadline = { kind: 'balance_due', on: '2026-12-30' } as const;
  expect(cardTone(aCard(), today)).toBe('none');
  expect(cardTone(aCard({ deadline }), today)).toBe('ok');
  expect(cardTone(aCard({ deadline, status: 'cancelled' }), today)).toBe('none');
  expect(cardTone(aCard({ deadline, stage: 'SETTLED' }), today)).toBe('none');
  expect(cardTone(aCard({ status: 'on_hold' }), today)).toBe('blocked');
});
test('a card put down where it is, on itself or beside the board is not moved', () => {
  const columns = view([aCard({ rank: 'a' }), aCard({ rank: 'b' })]);
  const target = at(columns, 'QUOTED');
  const [a, b] = target.cards;
  const columnId = target.column.id;
  expect(dropOf(columns, a!.id, { columnId, overId: b!.id, edge: 'top' })).toBeNull();
  expect(dropOf(columns, a!.id, { columnId, overId: a!.id, edge: 'bottom' })).toBeNull();
  expect(dropOf(columns, a!.id, { columnId: undefined, overId: null, edge: 'top' })).toBeNull();
  expect(dropOf(columns, a!.id, { columnId, overId: b!.id, edge: 'bottom' })).toEqual({
    cardId: a!.id,
    target,
    afterId: b!.id,
  });
});

test('amounts are read as people type them, and never rounded', () => {
  expect(minorFromText('45,200.5', 'USD')).toBe(4_520_050);
  expect(minorFromText('１２，０００', 'JPY')).toBe(12_000);
  expect(minorFromText('', 'USD')).toBeNull();
  expect(minorFromText('12.345', 'USD')).toBeUndefined();
  expect(minorFromText('一万二', 'USD')).toBeUndefined();
});
test('another currency keeps the figure people see', () => {
  const order = { amountMinor: 4_520_000, currency: 'USD' };
  expect(amountText(order)).toBe('45200.00');
  expect(withCurrency(order, 'JPY')).toEqual({ currency: 'JPY', amountMinor: 45_200 });
});
test('columns change places only within their lane, and are numbered lane by lane', () => {
  const draft = draftOf(someSettings());
  const [first, second] = draft.columns;
  expect(shifted(draft.columns, first!.id, 1).slice(0, 2)).toEqual([second, first]);
  expect(shifted(draft.columns, first!.id, -1)).toEqual(draft.columns);
  expect(numbered(draft).columns.map((c) => c.position)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
