import { type AwardDetail, awardsApi } from '@tallyboard/contracts/awards';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Frame } from '@tallyboard/contracts/live';
import type { Person } from '@tallyboard/contracts/people';
import type { BadgeView } from '@tallyboard/contracts/points';
import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../../platform/call';

type List = ReplyOf<typeof awardsApi.list>;
type Asked = { teamId: string; state: 'shortlist' | 'published' | 'withheld'; year?: number; season?: string };

/** Awards of a team: those on the wall, those to be decided, and the one that is open. */
export const useAwards = defineStore('awards', () => {
  const list = shallowRef<List | null>(null);
  /** How many wait to be decided. */
  const waiting = shallowRef(0);
  const detail = shallowRef<AwardDetail | null>(null);
  /** Of those who won something. */
  const badges = shallowReactive(new Map<string, readonly BadgeView[]>());
  const asked = shallowRef<Asked | null>(null);
  /** Whoever was named so far, also when they are in another team by now. */
  const people = shallowReactive(new Map<string, Person>());
  const meet = (met: readonly Person[]): void => met.forEach((p) => people.set(p.id, p));

  function show(now: AwardDetail): void {
    meet(now.people);
    detail.value = now;
  }
  /** A slow answer to an earlier question is dropped. */
  async function load(want: Asked): Promise<List | null> {
    asked.value = want;
    const answer = await call(awardsApi.list, want);
    if (!answer.ok || asked.value !== want) return null;
    meet(answer.reply.people);
    list.value = answer.reply;
    if (want.state === 'published') void loadBadges(want.teamId).catch(() => null);
    if (want.state === 'shortlist') waiting.value = answer.reply.awards.length;
    return answer.reply;
  }
  async function loadBadges(teamId: string): Promise<void> {
    const answer = await call(awardsApi.badges, { teamId });
    if (!answer.ok) return;
    badges.clear();
    for (const of of answer.reply.people) badges.set(of.userId, of.badges);
  }
  async function count(teamId: string): Promise<void> {
    const answer = await call(awardsApi.list, { teamId, state: 'shortlist' });
    if (answer.ok) waiting.value = answer.reply.awards.length;
  }
  async function open(id: string): Promise<Answer<AwardDetail>> {
    detail.value = detail.value?.id === id ? detail.value : null;
    const answer = await call(awardsApi.detail, { id });
    if (answer.ok) show(answer.reply);
    return answer;
  }
  /** Awards are rare: a fact of one is reason enough to read the list again. */
  function apply(frames: readonly Frame[]): void {
    if (!frames.some((f) => f.name.startsWith('points.award_')) || !asked.value) return;
    const want = asked.value;
    void load({ ...want }).catch(() => null);
    if (want.state !== 'shortlist') void count(want.teamId).catch(() => null);
    if (detail.value) void open(detail.value.id).catch(() => null);
  }

  /** What was decided is open as it is now, and the list follows. */
  async function accept(answer: Answer<AwardDetail>): Promise<Answer<AwardDetail>> {
    if (!answer.ok) {
      // It was ranked anew meanwhile: that is what is shown.
      if (answer.problem.code === 'points.award_changed') show(answer.problem['current'] as AwardDetail);
      return answer;
    }
    show(answer.reply);
    if (asked.value) await load({ ...asked.value }).catch(() => null);
    return answer;
  }
  const publish = async (input: InputOf<typeof awardsApi.publish>, commandId: string): Promise<Answer<AwardDetail>> =>
    accept(await call(awardsApi.publish, input, commandId));
  const withhold = async (input: InputOf<typeof awardsApi.withhold>, commandId: string): Promise<Answer<AwardDetail>> =>
    accept(await call(awardsApi.withhold, input, commandId));
  const vote = async (input: InputOf<typeof awardsApi.vote>): Promise<Answer<AwardDetail>> =>
    accept(await call(awardsApi.vote, input));
  return { list, people, badges, waiting, detail, asked, load, count, open, apply, publish, withhold, vote };
});
