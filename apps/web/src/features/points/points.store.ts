import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import { type BadgeView, pointsApi, type PointEntry, type SeasonLeagues } from '@tallyboard/contracts/points';
import { isHigher, type Level, levelOf, LEVELS } from '@tallyboard/rules/points/level';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';
import { recall, remember } from '../../platform/storage';

export type Why = ReplyOf<typeof pointsApi.why>;
export type Mine = ReplyOf<typeof pointsApi.mine>;
export type OwnStanding = ReplyOf<typeof pointsApi.standing>;
export type Entries = ReplyOf<typeof pointsApi.of>;
export type LevelChange = { to: Level; isRise: boolean };

/** Points: mine, where I stand, the team's leagues, an order's, and why. */
export const usePoints = defineStore('points', () => {
  const mine = shallowRef<Mine | null>(null);
  const standing = shallowRef<OwnStanding | null>(null);
  const league = shallowRef<SeasonLeagues | null>(null);
  const badges = shallowRef<readonly BadgeView[] | null>(null);
  const ofOrder = shallowRef<{ orderId: string; entries: readonly PointEntry[] } | null>(null);
  /** My level became another since this browser last looked. */
  const levelChange = shallowRef<LevelChange | null>(null);

  async function load(teamId: string, season?: string): Promise<Answer<unknown>> {
    const [own, team] = await Promise.all([
      call(pointsApi.mine, season ? { season } : {}),
      call(pointsApi.league, { teamId }),
    ]);
    if (own.ok) mine.value = own.reply;
    if (team.ok) league.value = team.reply;
    return own.ok ? team : own;
  }
  async function loadStanding(meId: string): Promise<OwnStanding | null> {
    const answer = await call(pointsApi.standing, {});
    if (!answer.ok) return null;
    standing.value = answer.reply;
    void call(pointsApi.badges, {})
      .then((own) => own.ok && (badges.value = own.reply.badges))
      .catch(() => null);
    noteLevel(meId, levelOf(answer.reply.lifetime).level);
    return answer.reply;
  }
  /** Kept per person: several may use one browser. */
  function noteLevel(meId: string, level: Level): void {
    const key = `level.${meId}`;
    const before = LEVELS.find((l) => l === recall('local', key));
    remember('local', key, level);
    if (before && before !== level) levelChange.value = { to: level, isRise: isHigher(level, before) };
  }
  async function loadOrder(orderId: string): Promise<void> {
    const answer = await call(pointsApi.ofOrder, { orderId });
    if (answer.ok) ofOrder.value = { orderId, entries: answer.reply.entries };
  }
  const ofPerson = (userId: string): Promise<Answer<Entries>> => call(pointsApi.of, { userId });
  const why = (id: string): Promise<Answer<Why>> => call(pointsApi.why, { id });
  return { mine, standing, league, badges, ofOrder, levelChange, load, loadStanding, loadOrder, ofPerson, why };
});
