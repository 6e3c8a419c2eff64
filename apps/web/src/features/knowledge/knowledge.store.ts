import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { type ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { Frame } from '@tallyboard/contracts/live';
import type { Problem } from '@tallyboard/contracts/problems';
import type { FlagKind } from '@tallyboard/rules/knowledge/flag';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

export type Sought = Omit<InputOf<typeof knowledgeApi.search>, 'offset' | 'limit'>;
type Found = ReplyOf<typeof knowledgeApi.search>;
type Edition = ReplyOf<typeof knowledgeApi.edition>;
/** What may be done with an item in one press. */
export type Step = 'submit' | 'recall' | 'publish' | 'withdraw' | 'verify';

const PAGE = 20;
const MOST = 100;
const ELSEWHERE: ReadonlySet<string> = new Set(['knowledge.used', 'knowledge.use_removed', 'knowledge.line_ticked']);
/** Facts of this time are gathered before a list is read again. */
const GATHER_MS = 600;

/** What was looked for in the pool, and the item that is open. */
export const useKnowledge = defineStore('knowledge', () => {
  const found = shallowRef<Found | null>(null);
  const sought = shallowRef<Sought | null>(null);
  /** How many wait for me, to be let in or to be looked at again. */
  const waiting = shallowRef({ review: 0, verify: 0 });
  const item = shallowRef<ItemDetail | null>(null);
  /** What was open may not be read any more: its author took it back, or it was withdrawn. */
  const shut = shallowRef(false);
  let reading: ReturnType<typeof setTimeout> | undefined;
  let opened = '';

  /** The first page; null when that failed. A slow answer to an earlier question is dropped. */
  async function load(want: Sought): Promise<Found | null> {
    sought.value = want;
    const answer = await call(knowledgeApi.search, { ...want, offset: 0, limit: PAGE });
    if (!answer.ok || sought.value !== want) return null;
    found.value = answer.reply;
    return answer.reply;
  }
  async function more(): Promise<void> {
    const [want, had] = [sought.value, found.value];
    if (!want || !had) return;
    const answer = await call(knowledgeApi.search, { ...want, offset: had.items.length, limit: PAGE });
    if (!answer.ok || found.value !== had) return;
    const known = new Set(had.items.map((i) => i.id));
    const people = new Map([...had.people, ...answer.reply.people].map((p) => [p.id, p]));
    found.value = {
      ...answer.reply,
      items: [...had.items, ...answer.reply.items.filter((i) => !known.has(i.id))],
      people: [...people.values()],
    };
  }
  async function countWaiting(): Promise<void> {
    const ask = (list: 'review' | 'verify') => call(knowledgeApi.search, { in: list, offset: 0, limit: 1 });
    const [review, verify] = await Promise.all([ask('review'), ask('verify')]);
    if (review.ok && verify.ok) waiting.value = { review: review.reply.total, verify: verify.reply.total };
  }
  /** As much as was shown, read again. */
  async function readAgain(): Promise<void> {
    const [want, had] = [sought.value, found.value];
    if (want && had) {
      const limit = Math.min(MOST, Math.max(PAGE, had.items.length));
      const answer = await call(knowledgeApi.search, { ...want, offset: 0, limit });
      if (answer.ok && sought.value === want && found.value === had) found.value = answer.reply;
    }
    await countWaiting();
  }
  function apply(frames: readonly Frame[]): void {
    // Where items are used is another store’s, and changes no list.
    const about = frames.filter((f) => f.name.startsWith('knowledge.') && !ELSEWHERE.has(f.name));
    if (about.length === 0) return;
    reading ??= setTimeout(() => {
      reading = undefined;
      void readAgain().catch(() => null);
    }, GATHER_MS);
    if (opened && about.some((f) => (f.body as { id?: string }).id === opened)) void open(opened).catch(() => null);
  }

  /** Opens an item; what was open before is not shown in its place. */
  async function open(id: string): Promise<Answer<ItemDetail>> {
    if (opened !== id) {
      item.value = null;
      shut.value = false;
    }
    opened = id;
    const answer = await call(knowledgeApi.get, { id });
    if (answer.ok) accept(answer.reply);
    else shutOut(id, answer.problem);
    return answer;
  }
  /** The newer of two versions, so that a late answer takes nothing back. */
  function accept(now: ItemDetail): void {
    if (now.id !== opened || (item.value?.version ?? 0) > now.version) return;
    item.value = now;
    shut.value = false;
  }
  function shutOut(id: string, { code }: Problem): void {
    if (id === opened && code === 'knowledge.not_found') shut.value = true;
  }
  /** What came of a step; a refusal for being late brings the item as it is. */
  function learn(answer: Answer<ItemDetail>): Answer<ItemDetail> {
    const now = answer.ok ? answer.reply : (answer.problem['current'] as ItemDetail | undefined);
    if (now) accept(now);
    else if (!answer.ok) shutOut(opened, answer.problem);
    return answer;
  }
  const act = async (step: Step, now: ItemDetail): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi[step], { id: now.id, expectedVersion: now.version }));
  const sendBack = async (now: ItemDetail, note: string): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi.return, { id: now.id, expectedVersion: now.version, note }));
  /** That I read it now: from some time later on I may say that it helped. */
  const tellOpened = async (id: string): Promise<Answer<ItemDetail>> => learn(await call(knowledgeApi.open, { id }));
  const vote = async (id: string, given: boolean): Promise<Answer<ItemDetail>> =>
    learn(await call(given ? knowledgeApi.vote : knowledgeApi.withdrawVote, { id }));
  const handOn = async (now: ItemDetail, verifierId: string): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi.handOn, { id: now.id, expectedVersion: now.version, verifierId }));
  const flag = async (id: string, kind: FlagKind, note: string): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi.flag, { id, kind, note }));
  const decideFlag = async (id: string, upheld: boolean, answer: string | null): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi.decideFlag, { id, upheld, answer }));
  const withdrawFlag = async (id: string): Promise<Answer<ItemDetail>> =>
    learn(await call(knowledgeApi.withdrawFlag, { id }));
  const edition = (id: string, revision: number): Promise<Answer<Edition>> =>
    call(knowledgeApi.edition, { id, revision });

  /** Nobody looks at the pool any more. */
  function leave(): void {
    clearTimeout(reading);
    reading = undefined;
    sought.value = null;
    item.value = null;
    shut.value = false;
    opened = '';
  }
  return {
    found,
    sought,
    waiting,
    item,
    shut,
    load,
    more,
    readAgain,
    countWaiting,
    apply,
    open,
    accept,
    act,
    sendBack,
    tellOpened,
    vote,
    handOn,
    flag,
    decideFlag,
    withdrawFlag,
    edition,
    leave,
  };
});
