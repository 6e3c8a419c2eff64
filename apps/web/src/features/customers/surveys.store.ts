import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { FrameBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { hasReached } from '@tallyboard/rules/orders/stages';
import { defineStore } from 'pinia';
import { shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type List = ReplyOf<typeof surveysApi.list>;
type Figures = ReplyOf<typeof surveysApi.csat>;
type Asked = Pick<InputOf<typeof surveysApi.list>, 'teamId' | 'list'>;
const PAGE = 50;
/** The most that one call answers with. */
const MOST = 200;
/** Facts of this time are gathered; a delivery brings its survey a moment after its move. */
const GATHER_MS = 1_000;
/** However many answers come, what is counted over all of them is read no more often. */
const COUNT_MS = 5_000;

/** May a fact have brought, changed or taken away a survey? */
function concernsSurveys({ name, body }: Frame): boolean {
  if (name.startsWith('customers.survey_')) return true;
  if (name !== 'orders.moved') return ORDER_ENDS.has(name);
  const { from, stage } = body as FrameBody<'orders.moved'>;
  return hasReached(from, 'DELIVERED') !== hasReached(stage, 'DELIVERED');
}
/** These take an order out of DELIVERED, or bring it back, without a move. */
const ORDER_ENDS: ReadonlySet<string> = new Set(['orders.undone', 'orders.cancelled', 'orders.reopened']);

/** Surveys of a team and what they say; the survey of the order that is open. */
export const useSurveys = defineStore('surveys', () => {
  const list = shallowRef<List | null>(null);
  const figures = shallowRef<Figures | null>(null);
  const trend = shallowRef<Figures['months']>([]);
  const ofOrders = shallowReactive(new Map<string, Survey | null>());
  const asked = shallowRef<Asked | null>(null);
  let span: InputOf<typeof surveysApi.csat> | null = null;
  let trendSpan: InputOf<typeof surveysApi.csat> | null = null;
  let reading: ReturnType<typeof setTimeout> | undefined;
  let counting: ReturnType<typeof setTimeout> | undefined;
  let countedAt = -Infinity;

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
  /** Every survey of the list that is shown, also those that are not; null when it could not be read whole. */
  async function all(): Promise<Survey[] | null> {
    const want = asked.value;
    if (!want) return null;
    const rows = new Map<string, Survey>();
    for (let offset = 0, total = 1; offset < total; offset += MOST) {
      const answer = await call(surveysApi.list, { ...want, offset, limit: MOST });
      if (!answer.ok) return null;
      for (const survey of answer.reply.surveys) rows.set(survey.id, survey);
      total = answer.reply.total;
    }
    return [...rows.values()];
  }
  async function loadFigures(want: InputOf<typeof surveysApi.csat>): Promise<boolean> {
    span = want;
    const answer = await call(surveysApi.csat, want);
    if (answer.ok && span === want) figures.value = answer.reply;
    return answer.ok;
  }
  async function loadTrend(want: InputOf<typeof surveysApi.csat>): Promise<void> {
    trendSpan = want;
    const answer = await call(surveysApi.csat, want);
    if (answer.ok && trendSpan === want) trend.value = answer.reply.months;
  }
  async function loadOrder(orderId: string, teamId: string): Promise<void> {
    const answer = await call(surveysApi.list, { teamId, orderId, list: 'all', offset: 0, limit: 1 });
    if (answer.ok) ofOrders.set(orderId, answer.reply.surveys[0] ?? null);
  }
  /** A survey went out, was answered, or came with a delivery: what is shown is read again, as far as it was read. */
  function apply(frames: readonly Frame[]): void {
    if (asked.value && frames.some(concernsSurveys))
      reading ??= setTimeout(() => {
        reading = undefined;
        void readAgain().catch(() => null);
      }, GATHER_MS);
    if (span && frames.some((f) => f.name.startsWith('customers.survey_')))
      counting ??= setTimeout(
        () => {
          counting = undefined;
          countedAt = Date.now();
          if (span) void loadFigures({ ...span }).catch(() => null);
          if (trendSpan) void loadTrend({ ...trendSpan }).catch(() => null);
        },
        Math.max(GATHER_MS, countedAt + COUNT_MS - Date.now()),
      );
  }
  async function readAgain(): Promise<void> {
    const [want, had] = [asked.value, list.value];
    if (!want || !had) return;
    const size = Math.max(PAGE, had.surveys.length);
    const rows = new Map<string, Survey>();
    let last: List | null = null;
    for (let offset = 0; offset < size; offset += MOST) {
      const limit = Math.min(MOST, size - offset);
      const answer = await call(surveysApi.list, { ...want, offset, limit });
      if (!answer.ok || asked.value !== want) return;
      // More was shown or something marked meanwhile: what was read is older than that.
      if (list.value !== had) return readAgain();
      for (const survey of answer.reply.surveys) rows.set(survey.id, survey);
      last = answer.reply;
    }
    if (last) list.value = { ...last, surveys: [...rows.values()] };
  }
  /** Nobody looks at them any more. */
  function leave(): void {
    clearTimeout(reading);
    clearTimeout(counting);
    reading = counting = undefined;
    asked.value = span = trendSpan = null;
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
  return {
    list,
    figures,
    trend,
    ofOrders,
    load,
    more,
    all,
    loadFigures,
    loadTrend,
    loadOrder,
    apply,
    leave,
    makeLink,
    markSent,
  };
});
