// @vitest-environment happy-dom
import type { Frame } from '@tallyboard/contracts/live';
import type { Card } from '@tallyboard/contracts/order-cards';
import { CAPABILITIES, capabilitiesOf } from '@tallyboard/rules/people/capabilities';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { forgetOutbox, resumeOutbox } from '../../platform/outbox';
import { aCard, aSnapshot } from './board.factory';
import { useOrders } from './orders.store';

type Answer = { status: number; body: unknown };
let answers: (Answer | 'lost' | Promise<Answer>)[] = [];
let sent: { key: string | null; body: { expectedVersion?: number } }[] = [];
const all = new Set(CAPABILITIES);
const move = (card: Card, toStage: Card['stage']) =>
  useOrders().move(card.id, { toStage, afterId: null }, undefined, all);
const frame = (seq: number, name: string, body: unknown): Frame => ({ seq, name, at: '', by: '', cmd: null, body });

async function boardWith(...cards: Card[]) {
  answers = [{ status: 200, body: aSnapshot(cards) }];
  const orders = useOrders();
  await orders.load('team');
  sent = [];
  return orders;
}
beforeEach(() => {
  setActivePinia(createPinia());
  sent = [];
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    const body = init.body ? JSON.parse(init.body as string) : {};
    sent.push({ key: new Headers(init.headers).get('idempotency-key'), body });
    const answer = await answers.shift()!;
    if (answer === 'lost') throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => {
  forgetOutbox();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a move is drawn at once and stands when the server agrees', async () => {
  const card = aCard();
  const orders = await boardWith(card);
  answers = [{ status: 200, body: { card: { ...card, stage: 'NEGOTIATING', version: 2 }, commandId: 'x' } }];
  const done = move(card, 'NEGOTIATING');
  expect(orders.card(card.id)).toMatchObject({ stage: 'NEGOTIATING', version: 1 });
  expect(orders.isPending(card.id)).toBe(true);
  expect(await done).toMatchObject({ ok: true });
  expect(orders.isPending(card.id)).toBe(false);
  expect(orders.card(card.id)).toMatchObject({ stage: 'NEGOTIATING', version: 2 });
});
test('the quicker colleague wins: the card shows the truth and says who and where', async () => {
  const card = aCard();
  const orders = await boardWith(card);
  const current = { ...card, stage: 'SHIPPED', version: 7 };
  const changed = { name: 'orders.moved', by: 'wang', at: '2026-11-23T00:00:00Z' };
  answers = [{ status: 409, body: { code: 'orders.stale', status: 409, current, changed } }];
  await move(card, 'NEGOTIATING');
  expect(orders.card(card.id)).toMatchObject({ stage: 'SHIPPED', version: 7 });
  expect(orders.notes.get(card.id)).toEqual({ kind: 'moved', by: 'wang', at: changed.at, stage: 'SHIPPED' });
});
test('a refusal puts the card back and explains itself on it', async () => {
  const card = aCard();
  const orders = await boardWith(card);
  answers = [{ status: 409, body: { code: 'orders.wip_limit', status: 409 } }];
  await move(card, 'NEGOTIATING');
  expect(orders.card(card.id)!.stage).toBe('QUOTED');
  expect(orders.notes.get(card.id)).toMatchObject({ kind: 'problem', problem: { code: 'orders.wip_limit' } });
});
test('without the right nothing is sent', async () => {
  const card = aCard();
  const orders = await boardWith(card);
  const done = await orders.move(card.id, { toStage: 'NEGOTIATING', afterId: null }, undefined, new Set());
  expect(done).toMatchObject({ ok: false, problem: { code: 'orders.lane_not_yours' } });
  expect(sent).toEqual([]);
});
test('the second move of a card waits for the first and goes over its version', async () => {
  const card = aCard();
  await boardWith(card);
  answers = [
    { status: 200, body: { card: { ...card, stage: 'NEGOTIATING', version: 2 } } },
    { status: 200, body: { card: { ...card, stage: 'PI_SIGNED', version: 3 } } },
  ];
  await Promise.all([move(card, 'NEGOTIATING'), move(card, 'PI_SIGNED')]);
  expect(sent.map((s) => s.body.expectedVersion)).toEqual([1, 2]);
  expect(useOrders().card(card.id)).toMatchObject({ stage: 'PI_SIGNED', version: 3 });
});
test('offline the moved card stays moved and pending, and goes out with the same id', async () => {
  vi.useFakeTimers();
  const card = aCard();
  const orders = await boardWith(card);
  answers = ['lost', { status: 200, body: { card: { ...card, stage: 'NEGOTIATING', version: 2 } } }];
  const done = move(card, 'NEGOTIATING');
  await vi.advanceTimersByTimeAsync(10);
  expect([orders.card(card.id)!.stage, orders.isPending(card.id)]).toEqual(['NEGOTIATING', true]);
  await vi.advanceTimersByTimeAsync(5000);
  await done;
  expect(sent[0]!.key).toBe(sent[1]!.key);
  expect(orders.isPending(card.id)).toBe(false);
});
test('two moves of one card made offline both survive a reload, the second over the version the first left', async () => {
  const card = aCard();
  await boardWith(card);
  vi.useFakeTimers();
  answers = ['lost'];
  void move(card, 'NEGOTIATING');
  void move(card, 'PI_SIGNED');
  await vi.advanceTimersByTimeAsync(10);
  const kept = sessionStorage.getItem('tallyboard.outbox')!;
  vi.useRealTimers();
  forgetOutbox();
  // A fresh page has nothing but what was written down.
  sessionStorage.setItem('tallyboard.outbox', kept);
  setActivePinia(createPinia());
  const orders = await boardWith(card);
  answers = [
    { status: 200, body: { card: { ...card, stage: 'NEGOTIATING', version: 2 } } },
    { status: 200, body: { card: { ...card, stage: 'PI_SIGNED', version: 3 } } },
  ];
  resumeOutbox(orders.resume);
  await vi.waitFor(() => expect(orders.card(card.id)).toMatchObject({ stage: 'PI_SIGNED', version: 3 }));
  expect(sent.map((s) => s.body.expectedVersion)).toEqual([1, 2]);
});
test('late facts never take a card back', async () => {
  const card = aCard({ version: 5, stage: 'BOOKED' });
  const orders = await boardWith(card);
  orders.apply([
    frame(11, 'orders.edited', { card: { ...card, version: 4, title: 'old' }, reason: null }),
    frame(12, 'orders.moved', { id: card.id, from: 'INQUIRY', stage: 'QUOTED', stageSince: '', rank: 'a', version: 5 }),
  ]);
  expect(orders.card(card.id)).toMatchObject({ version: 5, stage: 'BOOKED', title: '' });
});
test('facts create, move, remove and re-rank cards', async () => {
  const card = aCard();
  const fresh = aCard({ stage: 'INQUIRY' });
  const orders = await boardWith(card);
  orders.apply([
    frame(11, 'orders.created', { card: fresh, reason: null }),
    frame(12, 'orders.reranked', { ranks: [[fresh.id, 'zz']] }),
    frame(13, 'orders.left', { id: card.id }),
  ]);
  expect(orders.cards.map((c) => [c.id, c.rank])).toEqual([[fresh.id, 'zz']]);
});
test('who went to another team stays known by name, but is no longer one to choose', async () => {
  const orders = await boardWith(aCard());
  const person = { id: 'lin', name: '林', nameEn: 'Lin', hue: 1, roles: ['sales'], active: true };
  orders.apply([frame(11, 'people.joined', { person })]);
  expect(orders.people.get('lin')).toMatchObject({ active: true });
  orders.apply([frame(12, 'people.left', { person })]);
  expect(orders.people.get('lin')).toMatchObject({ name: '林', active: false });
});

test('a card that may not be picked up says why on itself, and nothing any more once it may', async () => {
  const [signed, held] = [aCard({ stage: 'DECLARED' }), aCard({ status: 'on_hold' })];
  const orders = await boardWith(signed, held);
  const sales = capabilitiesOf(['sales']);
  expect(orders.refusePickUp(signed, sales)?.code).toBe('orders.lane_not_yours');
  expect(orders.notes.get(signed.id)).toMatchObject({ kind: 'problem', problem: { code: 'orders.lane_not_yours' } });
  expect(orders.refusePickUp(held, all)?.code).toBe('orders.not_movable');
  expect(orders.refusePickUp(signed, all)).toBeNull();
  expect(orders.notes.has(signed.id)).toBe(false);
});
test('facts of other domains on the same feed leave the board as it is', async () => {
  const card = aCard();
  const orders = await boardWith(card);
  orders.apply([
    frame(1, 'inquiries.changed', { inquiry: { id: card.id, version: 9 } }),
    frame(2, 'calendars.duty_changed', { userId: 'p' }),
    frame(3, 'orders.edited', { card: { ...card, title: 'Flasks', version: 2 } }),
  ]);
  expect(orders.cards).toMatchObject([{ id: card.id, title: 'Flasks', version: 2 }]);
});
