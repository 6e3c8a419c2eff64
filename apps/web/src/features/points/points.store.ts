import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import { type League, pointsApi, type PointEntry } from '@tallyboard/contracts/points';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

export type Why = ReplyOf<typeof pointsApi.why>;
export type Mine = ReplyOf<typeof pointsApi.mine>;

/** Points: mine, the team's league, an order's, and why. */
export const usePoints = defineStore('points', () => {
  const mine = shallowRef<Mine | null>(null);
  const league = shallowRef<League | null>(null);
  const ofOrder = shallowRef<{ orderId: string; entries: readonly PointEntry[] } | null>(null);

  async function load(teamId: string, season?: string): Promise<Answer<unknown>> {
    const [own, team] = await Promise.all([
      call(pointsApi.mine, season ? { season } : {}),
      call(pointsApi.league, { teamId }),
    ]);
    if (own.ok) mine.value = own.reply;
    if (team.ok) league.value = team.reply;
    return own.ok ? team : own;
  }
  async function loadOrder(orderId: string): Promise<void> {
    const answer = await call(pointsApi.ofOrder, { orderId });
    if (answer.ok) ofOrder.value = { orderId, entries: answer.reply.entries };
  }
  const why = (id: string): Promise<Answer<Why>> => call(pointsApi.why, { id });
  return { mine, league, ofOrder, load, loadOrder, why };
});
