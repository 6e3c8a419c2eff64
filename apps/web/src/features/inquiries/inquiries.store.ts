import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { FrameBody } from '@tallyboard/contracts/facts';
import { inquiriesApi, type INQUIRY_LISTS, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import type { Frame } from '@tallyboard/contracts/live';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type Listed = ReplyOf<typeof inquiriesApi.list>;
export type InquiryList = (typeof INQUIRY_LISTS)[number];
/** What a page of inquiries is asked for by. */
export type Sought = {
  teamId: string;
  list: InquiryList;
  q?: string;
  sourceId?: string;
  ownerId?: string;
  offset: number;
};
export const PAGE = 50;
/** So long are facts gathered before the page is read again, for its order and counts. */
const GATHER_MS = 400;
const MINE = 50;

/** The inquiries that were last asked for, and those that wait for me; each in its newest known version. */
export const useInquiries = defineStore('inquiries', () => {
  const known = shallowReactive(new Map<string, InquiryCard>());
  const ids = shallowRef<readonly string[]>([]);
  const total = shallowRef(0);
  const counts = shallowRef<Listed['counts'] | null>(null);
  const sought = shallowRef<Sought | null>(null);
  const me = shallowRef<{ teamId: string; userId: string } | null>(null);
  let again: ReturnType<typeof setTimeout> | undefined;

  const page = computed(() => ids.value.flatMap((id) => known.get(id) ?? []));
  /** Who waits for my answer, the longest first. */
  const mine = computed(() =>
    [...known.values()]
      .filter((i) => me.value !== null && i.ownerId === me.value.userId && i.waitingSince && i.status !== 'invalid')
      .sort((a, b) => (a.waitingSince! < b.waitingSince! ? -1 : 1)),
  );

  /** Keeps the newer of two versions, so that a late answer or fact takes nothing back. */
  function accept(card: InquiryCard): void {
    if ((known.get(card.id)?.version ?? 0) < card.version) known.set(card.id, card);
  }
  /** Where the feed stood, or null when that failed or another page was asked for meanwhile. */
  async function load(what: Sought): Promise<{ epoch: string; seq: number } | null> {
    sought.value = what;
    const answer = await call(inquiriesApi.list, { ...what, limit: PAGE });
    if (!answer.ok || sought.value !== what) return null;
    answer.reply.inquiries.forEach(accept);
    ids.value = answer.reply.inquiries.map((i) => i.id);
    total.value = answer.reply.total;
    counts.value = answer.reply.counts;
    return answer.reply;
  }
  async function loadMine(who: { teamId: string; userId: string }): Promise<boolean> {
    me.value = who;
    const before = new Map(mine.value.map((i) => [i.id, i.version]));
    const { teamId, userId: ownerId } = who;
    const answer = await call(inquiriesApi.list, { teamId, list: 'waiting', ownerId, offset: 0, limit: MINE });
    if (!answer.ok) return false;
    const now = new Set(answer.reply.inquiries.map((i) => i.id));
    // What I knew to wait and does not any more was changed while nobody told me.
    for (const [id, version] of before) if (!now.has(id) && known.get(id)?.version === version) known.delete(id);
    answer.reply.inquiries.forEach(accept);
    return true;
  }
  function apply(frames: readonly Frame[]): void {
    const told = frames.filter((f) => f.name.startsWith('inquiries.'));
    if (told.length === 0) return;
    for (const frame of told)
      // A week that is closed tells of no inquiry.
      if (frame.name !== 'inquiries.week_closed') accept((frame.body as FrameBody<'inquiries.changed'>).inquiry);
    if (!sought.value) return;
    clearTimeout(again);
    again = setTimeout(() => sought.value && void load({ ...sought.value }).catch(() => null), GATHER_MS);
  }
  const create = (input: InputOf<typeof inquiriesApi.create>, commandId: string): Promise<Answer<InquiryDetail>> =>
    call(inquiriesApi.create, input, commandId);
  const rate = (input: InputOf<typeof inquiriesApi.rate>): Promise<Answer<ReplyOf<typeof inquiriesApi.rate>>> =>
    call(inquiriesApi.rate, input);
  /** Nobody looks at a page any more: facts read none again. */
  function leave(): void {
    clearTimeout(again);
    sought.value = null;
  }
  return { known, page, mine, total, counts, accept, load, loadMine, apply, create, rate, leave };
});
