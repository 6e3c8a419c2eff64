import type { AdjustmentView } from '@tallyboard/contracts/adjustments';
import { adjustmentsApi } from '@tallyboard/contracts/adjustments';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { type HeldKudos, kudosApi, type ShownKudos } from '@tallyboard/contracts/kudos';
import type { Frame } from '@tallyboard/contracts/live';
import type { Person } from '@tallyboard/contracts/people';
import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type List = ReplyOf<typeof kudosApi.list>;
type Asked = { teamId: string; personId?: string };
const PAGE = 50;

/** Kudos of a team; for managers those that wait for them, and adjustments by hand. */
export const useKudos = defineStore('kudos', () => {
  const list = shallowRef<List | null>(null);
  const held = shallowRef<readonly HeldKudos[] | null>(null);
  const adjustments = shallowRef<readonly AdjustmentView[] | null>(null);
  /** Whoever was named so far, also when they are in another team by now. */
  const people = shallowReactive(new Map<string, Person>());
  const meet = (met: readonly Person[]): void => met.forEach((p) => people.set(p.id, p));
  let asked: Asked | null = null;

  /** The first page; a slow answer to an earlier question is dropped. */
  async function load(want: Asked): Promise<List | null> {
    asked = want;
    const answer = await call(kudosApi.list, { ...want, offset: 0, limit: PAGE });
    if (!answer.ok || asked !== want) return null;
    meet(answer.reply.people);
    list.value = answer.reply;
    return answer.reply;
  }
  async function more(): Promise<void> {
    const [want, now] = [asked, list.value];
    if (!want || !now) return;
    const answer = await call(kudosApi.list, { ...want, offset: now.kudos.length, limit: PAGE });
    if (!answer.ok || asked !== want) return;
    meet(answer.reply.people);
    const known = new Set(now.kudos.map((k) => k.kudosId));
    const further = answer.reply.kudos.filter((k) => !known.has(k.kudosId));
    list.value = { ...answer.reply, kudos: [...now.kudos, ...further] };
  }
  function put(kudos: ShownKudos): void {
    const now = list.value;
    if (!now || (asked?.personId && ![kudos.fromId, kudos.toId].includes(asked.personId))) return;
    const others = now.kudos.filter((k) => k.kudosId !== kudos.kudosId);
    const known = others.length < now.kudos.length;
    const change = (kudos.gone ? 0 : 1) - (known ? 1 : 0);
    const all = kudos.gone ? others : [kudos, ...others].sort((a, b) => (a.at < b.at ? 1 : -1));
    list.value = { ...now, kudos: all, total: Math.max(0, now.total + change) };
  }
  /** Everybody's kudos appear as they are given, and go as they are taken back. */
  function apply(frames: readonly Frame[]): void {
    for (const { name, body } of frames) if (name.startsWith('points.kudos_')) put(body as ShownKudos);
  }

  async function give(input: InputOf<typeof kudosApi.give>, commandId: string): Promise<Answer<ShownKudos>> {
    const answer = await call(kudosApi.give, input, commandId);
    if (answer.ok) {
      put(answer.reply);
      if (list.value) {
        const { budget } = list.value;
        const spent = { left: Math.max(0, budget.left - 1), thanked: [...budget.thanked, input.toId] };
        list.value = { ...list.value, budget: { ...budget, ...spent } };
      }
    }
    return answer;
  }
  async function withdraw(id: string): Promise<Answer<ShownKudos>> {
    const answer = await call(kudosApi.withdraw, { id });
    if (answer.ok) put(answer.reply);
    return answer;
  }

  async function loadReview(teamId: string): Promise<void> {
    const [waiting, all] = await Promise.all([call(kudosApi.held, { teamId }), call(adjustmentsApi.list, { teamId })]);
    if (waiting.ok) {
      meet(waiting.reply.people);
      held.value = waiting.reply.kudos;
    }
    if (all.ok) {
      meet(all.reply.people);
      adjustments.value = all.reply.adjustments;
    }
  }
  async function decideHeld(id: string, to: 'released' | 'refused'): Promise<Answer<ShownKudos>> {
    const answer = await call(kudosApi.decide, { id, to });
    if (answer.ok) {
      held.value = held.value?.filter((k) => k.kudosId !== id) ?? null;
      put(answer.reply);
    }
    return answer;
  }
  const keep = (now: AdjustmentView): void => {
    const others = adjustments.value?.filter((a) => a.adjustmentId !== now.adjustmentId) ?? [];
    const all = [now, ...others].sort((a, b) => (a.proposedAt < b.proposedAt ? 1 : -1));
    adjustments.value = all.toSorted((a, b) => Number(b.state === 'proposed') - Number(a.state === 'proposed'));
  };
  async function propose(
    input: InputOf<typeof adjustmentsApi.propose>,
    commandId: string,
  ): Promise<Answer<AdjustmentView>> {
    const answer = await call(adjustmentsApi.propose, input, commandId);
    if (answer.ok) keep(answer.reply);
    return answer;
  }
  async function decide(input: InputOf<typeof adjustmentsApi.decide>): Promise<Answer<AdjustmentView>> {
    const answer = await call(adjustmentsApi.decide, input);
    if (answer.ok) keep(answer.reply);
    return answer;
  }
  return {
    list,
    held,
    adjustments,
    people,
    load,
    more,
    apply,
    give,
    withdraw,
    loadReview,
    decideHeld,
    propose,
    decide,
  };
});
