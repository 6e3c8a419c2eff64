import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Frame } from '@tallyboard/contracts/live';
import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type List = ReplyOf<typeof surveysApi.list>;
type Figures = ReplyOf<typeof surveysApi.csat>;
type Asked = Pick<InputOf<typeof surveysApi.list>, 'teamId' | 'list'>;
const PAGE = 50;

/** Surveys of a team and what they say; the survey of the order that is open. */
export const useSurveys = defineStore('surveys', () => {
  const list = shallowRef<List | null>(null);
  const figures = shallowRef<Figures | null>(null);
  const trend = shallowRef<Figures['months']>([]);
  const ofOrders = shallowReactive(new Map<string, Survey | null>());
  const asked = shallowRef<Asked | null>(null);
  let span: InputOf<typeof surveysApi.csat> | null = null;

  /** The first page; where the feed stood, or null when that failed. A slow answer to an earlier question is dropped. */
  async function load(want: Asked): Promise<List | null> {
    asked.value = want;
    const answer = await call(surveysApi.list, { ...want, offset: 0, limit: PAGE });
    if (!answer.ok || asked.value !== want) return null;
    list.value = answer.reply;
    return answer.reply;
  }
  async function more(): Promise<void> {
    const [want, now] = [asked.value, list.value];
    if (!want || !now) return;
    const answer = await call(surveysApi.list, { ...want, offset: now.surveys.length, limit: PAGE });
    if (!answer.ok || asked.value !== want) return;
    const known = new Set(now.surveys.map((s) => s.id));
    list.value = {
      ...answer.reply,
      surveys: [...now.surveys, ...answer.reply.surveys.filter((s) => !known.has(s.id))],
    };
  }
  async function loadFigures(want: InputOf<typeof surveysApi.csat>): Promise<boolean> {
    span = want;
    const answer = await call(surveysApi.csat, want);
    if (answer.ok && span === want) figures.value = answer.reply;
    return answer.ok;
  }
  async function loadTrend(want: InputOf<typeof surveysApi.csat>): Promise<void> {
    const answer = await call(surveysApi.csat, want);
    if (answer.ok) trend.value = answer.reply.months;
  }
  async function loadOrder(orderId: string, teamId: string): Promise<void> {
    const answer = await call(surveysApi.list, { teamId, orderId, list: 'all', offset: 0, limit: 1 });
    if (answer.ok) ofOrders.set(orderId, answer.reply.surveys[0] ?? null);
  }
  /** Facts say that a survey went out or was answered; a delivery brings one a moment later. All is read again. */
  function apply(frames: readonly Frame[]): void {
    if (!frames.some((f) => f.name.startsWith('customers.') || f.name === 'orders.moved')) return;
    if (asked.value) void load({ ...asked.value }).catch(() => null);
    if (span) void loadFigures({ ...span }).catch(() => null);
  }

  function keep(survey: Survey): void {
    ofOrders.set(survey.orderId, survey);
    if (list.value)
      list.value = { ...list.value, surveys: list.value.surveys.map((s) => (s.id === survey.id ? survey : s)) };
  }
  async function makeLink(id: string): Promise<Answer<ReplyOf<typeof surveysApi.makeLink>>> {
    const answer = await call(surveysApi.makeLink, { id });
    if (answer.ok) keep(answer.reply.survey);
    return answer;
  }
  async function markSent(id: string): Promise<Answer<Survey>> {
    const answer = await call(surveysApi.markSent, { id });
    if (answer.ok) keep(answer.reply);
    return answer;
  }
  return { list, figures, trend, ofOrders, load, more, loadFigures, loadTrend, loadOrder, apply, makeLink, markSent };
});
