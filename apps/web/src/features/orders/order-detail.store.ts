import type { OrderDetail, SurveyEntry, TimelineEntry } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import type { Person } from '@tallyboard/contracts/people';
import type { Problem } from '@tallyboard/contracts/problems';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { call } from '../../platform/call';

/** The one order that is open in the drawer, with what happened to it. */
export const useOrderDetail = defineStore('order-detail', () => {
  const detail = shallowRef<OrderDetail | null>(null);
  const entries = shallowRef<readonly TimelineEntry[]>([]);
  const surveys = shallowRef<readonly SurveyEntry[]>([]);
  /** Whoever acted on the order or is named by its timeline, wherever they are now. */
  const people = shallowRef<ReadonlyMap<string, Person>>(new Map());
  const problem = shallowRef<Problem | null>(null);
  let asked = '';

  /** Reads the order again; an answer for another order than the one last asked for is dropped. */
  async function load(id: string): Promise<void> {
    if (asked !== id) {
      detail.value = null;
      entries.value = [];
      surveys.value = [];
    }
    asked = id;
    const [order, timeline] = await Promise.all([call(ordersApi.get, { id }), call(ordersApi.timeline, { id })]);
    if (asked !== id) return;
    problem.value = order.ok ? null : order.problem;
    if (order.ok && (detail.value?.version ?? 0) <= order.reply.version) detail.value = order.reply;
    if (!timeline.ok) return;
    people.value = new Map(timeline.reply.people.map((p) => [p.id, p]));
    surveys.value = timeline.reply.surveys;
    entries.value = [...timeline.reply.entries].sort((a, b) => b.seq - a.seq);
  }
  return { detail, entries, surveys, people, problem, load };
});
