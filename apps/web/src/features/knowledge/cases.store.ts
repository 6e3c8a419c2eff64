import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Frame } from '@tallyboard/contracts/live';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import { type Person, peopleApi } from '@tallyboard/contracts/people';
import { type OrderCases, retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import type { OffshootType } from '@tallyboard/rules/knowledge/offshoot';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';
import { localeNow } from '../../platform/i18n';

export type WaitingOrder = ReplyOf<typeof retrospectivesApi.waiting>['orders'][number];

const ENDS: ReadonlySet<string> = new Set(['orders.lost', 'orders.cancelled', 'orders.reopened', 'orders.undone']);
const isOfClosed = (body: unknown): boolean => {
  const { from, stage } = body as { from: string; stage: string };
  return from === 'CLOSED' || stage === 'CLOSED';
};

/** Cases from the side of their orders: which wait for one, and what was told of one order. */
export const useCases = defineStore('cases', () => {
  const waiting = shallowRef<readonly WaitingOrder[]>([]);
  const ofOrder = shallowRef<{ orderId: string; cases: OrderCases } | null>(null);
  /** The team as it is now, of whom one sees to an improvement. */
  const colleagues = shallowRef<readonly Person[]>([]);

  async function loadWaiting(): Promise<void> {
    const answer = await call(retrospectivesApi.waiting, {});
    if (answer.ok) waiting.value = answer.reply.orders;
  }
  /** An order ended, or goes on again. */
  function apply(frames: readonly Frame[]): void {
    if (frames.some(({ name, body }) => ENDS.has(name) || (name === 'orders.moved' && isOfClosed(body))))
      void loadWaiting().catch(() => null);
  }
  async function loadOrder(orderId: string): Promise<void> {
    const answer = await call(retrospectivesApi.ofOrder, { id: orderId });
    if (answer.ok) ofOrder.value = { orderId, cases: answer.reply };
  }
  async function loadColleagues(teamId: string): Promise<void> {
    const answer = await call(peopleApi.list, {});
    if (answer.ok) colleagues.value = answer.reply.people.filter((p) => p.active && p.teamId === teamId);
  }
  const begin = (orderId: string): Promise<Answer<ItemDetail>> =>
    call(retrospectivesApi.begin, { id: orderId, language: localeNow() });
  async function pass(orderId: string, reason: string): Promise<Answer<OrderCases>> {
    const answer = await call(retrospectivesApi.pass, { id: orderId, reason });
    if (answer.ok) {
      ofOrder.value = { orderId, cases: answer.reply };
      waiting.value = waiting.value.filter((o) => o.orderId !== orderId);
    }
    return answer;
  }
  const offshoot = (id: string, type: OffshootType): Promise<Answer<ItemDetail>> =>
    call(retrospectivesApi.offshoot, { id, type });
  return { waiting, ofOrder, colleagues, apply, loadWaiting, loadOrder, loadColleagues, begin, pass, offshoot };
});
