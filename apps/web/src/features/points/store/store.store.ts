import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { FrameBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import { type RedemptionView, type ResourceView, storeApi, type Suggestion } from '@tallyboard/contracts/store';
import type { RedemptionStep } from '@tallyboard/rules/points/store/redemption';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../../platform/call';

export type ResourceFields = InputOf<typeof storeApi.add>['resource'];

/** What may change it: also a note about something redeemed, which comes into the pool or leaves it. */
const ABOUT: ReadonlySet<string> = new Set([
  ...['points.redemption_changed', 'points.resource_changed', 'knowledge.published', 'knowledge.withdrawn'],
]);
/** Credits come and go by these. */
const POSTED: ReadonlySet<string> = new Set(['points.granted', 'points.reversed']);
/** Facts of this time are gathered before it is read again. */
const GATHER_MS = 600;

/** The store: what there is, what I have, and for managers what was asked for. Frames tell only that there is something to read again. */
export const useStore = defineStore('store', () => {
  const shop = shallowRef<ReplyOf<typeof storeApi.list> | null>(null);
  const mine = shallowRef<ReplyOf<typeof storeApi.credits> | null>(null);
  const review = shallowRef<ReplyOf<typeof storeApi.redemptions> | null>(null);
  let teamId = '';
  let manages = false;
  let turn = 0;
  let reading: ReturnType<typeof setTimeout> | undefined;

  /** What of it has been read is read again. A late answer to an earlier question takes nothing back. */
  async function load(of = { teamId, manages }): Promise<{ epoch: string; seq: number } | null> {
    ({ teamId, manages } = of);
    const mineNow = (turn += 1);
    const [a, b, c] = await Promise.all([
      call(storeApi.list, { teamId }),
      call(storeApi.credits, {}),
      manages ? call(storeApi.redemptions, { teamId }) : null,
    ]);
    if (mineNow !== turn) return a.ok ? a.reply : null;
    if (a.ok) shop.value = a.reply;
    if (b.ok) mine.value = b.reply;
    if (c?.ok) review.value = c.reply;
    return a.ok ? a.reply : null;
  }
  const again = async <R>(asked: Promise<Answer<R>>): Promise<Answer<R>> => {
    const answer = await asked;
    await load().catch(() => null);
    return answer;
  };

  const isAbout = ({ name, body }: Frame): boolean =>
    ABOUT.has(name) || (POSTED.has(name) && (body as FrameBody<'points.granted'>).currency === 'KC');
  function apply(frames: readonly Frame[]): void {
    if (!frames.some(isAbout)) return;
    reading ??= setTimeout(() => {
      reading = undefined;
      void load().catch(() => null);
    }, GATHER_MS);
  }
  /** Nobody looks at it any more. */
  function leave(): void {
    clearTimeout(reading);
    reading = undefined;
  }
  const redeem = (r: ResourceView, commandId: string): Promise<Answer<RedemptionView>> =>
    again(call(storeApi.redeem, { id: r.id, price: r.price }, commandId));
  const decide = (id: string, step: RedemptionStep, note = ''): Promise<Answer<RedemptionView>> =>
    again(call(storeApi.decide, { id, step, note }));
  const save = (known: ResourceView | null, resource: ResourceFields, active: boolean, commandId: string) =>
    again<ResourceView>(
      known
        ? call(storeApi.change, { id: known.id, expectedVersion: known.version, resource, active }, commandId)
        : call(storeApi.add, { teamId, resource }, commandId),
    );
  const setPolicy = (policy: Omit<InputOf<typeof storeApi.setPolicy>, 'teamId'>, commandId: string) =>
    again(call(storeApi.setPolicy, { teamId, ...policy }, commandId));
  const suggest = (input: InputOf<typeof storeApi.suggest>, commandId: string): Promise<Answer<Suggestion>> =>
    again(call(storeApi.suggest, input, commandId));
  const settle = (id: string, to: 'taken' | 'declined'): Promise<Answer<Suggestion>> =>
    again(call(storeApi.settleSuggestion, { id, to }));
  return { shop, mine, review, load, apply, leave, redeem, decide, save, setPolicy, suggest, settle };
});
