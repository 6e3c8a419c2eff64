import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { FrameBody } from '@tallyboard/contracts/facts';
import { inquiriesApi, type InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import type { Frame } from '@tallyboard/contracts/live';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';
import { type Inbox, PAGE, patchInbox, type Sought } from './inbox-patch';

/** Facts of this time are gathered before a page is read again that they left unsure. */
const GATHER_MS = 400;
/** However much happens, a page is not read more often. */
const CALM_MS = 3_000;
/** What was written while a page was read may be in its counts already; so long it is told afterwards. */
const SETTLE_MS = 1_000;
const MINE = 50;

/** The inquiries that were last asked for, and those that wait for me; each in its newest known version. */
export const useInquiries = defineStore('inquiries', () => {
  const known = shallowReactive(new Map<string, InquiryCard>());
  const ids = shallowRef<readonly string[]>([]);
  const total = shallowRef(0);
  const counts = shallowRef<Inbox['counts'] | null>(null);
  const sought = shallowRef<Sought | null>(null);
  const me = shallowRef<{ teamId: string; userId: string } | null>(null);
  /** Inquiries as the counts have them. `known` may be ahead: answers to commands come before their facts. */
  const counted = new Map<string, InquiryCard>();
  let again: ReturnType<typeof setTimeout> | undefined;
  let settledAt = 0;
  let askedBy = '';

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
  async function load(what: Sought, meId: string): Promise<{ epoch: string; seq: number } | null> {
    askedBy = meId;
    // Whoever asks may have missed something: nothing of before counts as known.
    counted.clear();
    return read(what);
  }
  async function read(what: Sought): Promise<{ epoch: string; seq: number } | null> {
    clearTimeout(again);
    again = undefined;
    sought.value = what;
    settledAt = Infinity;
    const answer = await call(inquiriesApi.list, { ...what, limit: PAGE }).catch((lost: unknown) => {
      if (sought.value === what) settledAt = 0;
      throw lost;
    });
    if (sought.value !== what) return null;
    settledAt = Date.now() + SETTLE_MS;
    if (!answer.ok) return null;
    for (const inquiry of answer.reply.inquiries) {
      accept(inquiry);
      counted.set(inquiry.id, inquiry);
    }
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
  /** Facts move rows and counts by themselves; the page is read again only where they leave it unsure. */
  function apply(frames: readonly Frame[]): void {
    for (const frame of frames) {
      // A week that is closed tells of no inquiry.
      if (!frame.name.startsWith('inquiries.') || frame.name === 'inquiries.week_closed') continue;
      const { inquiry } = frame.body as FrameBody<'inquiries.changed'>;
      accept(inquiry);
      if (sought.value && patch(inquiry, frame.name === 'inquiries.received')) readSoon();
    }
  }
  /** Is the page unsure after this? */
  function patch(is: InquiryCard, isNew: boolean): boolean {
    const was = counted.get(is.id) ?? (isNew ? null : undefined);
    if (was && was.version >= is.version) return false;
    counted.set(is.id, is);
    if (!counts.value || !sought.value) return true;
    const now: Inbox = { rows: page.value, total: total.value, counts: counts.value };
    const { inbox, unsure } = patchInbox(now, { was, is }, sought.value, askedBy);
    ids.value = inbox.rows.map((i) => i.id);
    total.value = inbox.total;
    counts.value = inbox.counts;
    return unsure || Date.now() < settledAt;
  }
  function readSoon(): void {
    if (again !== undefined) return;
    const calm = settledAt === Infinity ? CALM_MS : settledAt - SETTLE_MS + CALM_MS - Date.now();
    again = setTimeout(
      () => {
        again = undefined;
        if (sought.value) void read({ ...sought.value }).catch(() => null);
      },
      Math.max(GATHER_MS, calm),
    );
  }
  const create = (input: InputOf<typeof inquiriesApi.create>, commandId: string): Promise<Answer<InquiryDetail>> =>
    call(inquiriesApi.create, input, commandId);
  const rate = (input: InputOf<typeof inquiriesApi.rate>): Promise<Answer<ReplyOf<typeof inquiriesApi.rate>>> =>
    call(inquiriesApi.rate, input);
  /** Nobody looks at a page any more: facts read none again. */
  function leave(): void {
    clearTimeout(again);
    again = undefined;
    sought.value = null;
  }
  return { known, page, mine, total, counts, accept, load, loadMine, apply, create, rate, leave };
});
