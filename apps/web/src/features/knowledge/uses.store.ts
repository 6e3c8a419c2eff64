import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import { knowledgeApi, type FoundItem, type ItemDetail } from '@tallyboard/contracts/knowledge';
import { knowledgeUsesApi, type OrderKnowledge } from '@tallyboard/contracts/knowledge-uses';
import type { ItemType } from '@tallyboard/rules/knowledge/item';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';
import { localeNow } from '../../platform/i18n';

type OfInquiry = ReplyOf<typeof knowledgeUsesApi.ofInquiry>;
type OfItem = ReplyOf<typeof knowledgeUsesApi.ofItem>;
const FOUND = 8;

/** Where items are used: on the order, in the inquiry, and of the item that is open. */
export const useUses = defineStore('knowledge-uses', () => {
  const ofOrder = shallowRef<OrderKnowledge | null>(null);
  const ofInquiry = shallowRef<OfInquiry | null>(null);
  const ofItem = shallowRef<(OfItem & { id: string }) | null>(null);
  /** Counts the answers to commands: what was asked before one of them came is older than it. */
  let turn = 0;
  let shown = '';

  const on = (orderId: string) => ({ orderId, language: localeNow() });
  async function loadOrder(orderId: string): Promise<void> {
    shown = orderId;
    const mine = turn;
    const answer = await call(knowledgeUsesApi.ofOrder, on(orderId));
    if (answer.ok && shown === orderId && mine === turn) ofOrder.value = answer.reply;
  }
  async function learn(sent: Promise<Answer<OrderKnowledge>>): Promise<Answer<OrderKnowledge>> {
    const answer = await sent;
    turn += 1;
    if (answer.ok && answer.reply.orderId === shown) ofOrder.value = answer.reply;
    // A colleague was first: what it is now.
    else if (!answer.ok) await loadOrder(shown).catch(() => null);
    return answer;
  }
  const attach = (orderId: string, itemId: string) => learn(call(knowledgeUsesApi.attach, { ...on(orderId), itemId }));
  const detach = (orderId: string, useId: string) => learn(call(knowledgeUsesApi.detach, { ...on(orderId), useId }));
  const tick = (orderId: string, useId: string, line: number, done: boolean) =>
    learn(call(knowledgeUsesApi.tick, { ...on(orderId), useId, line, done }));

  async function loadInquiry(inquiryId: string): Promise<void> {
    const answer = await call(knowledgeUsesApi.ofInquiry, { inquiryId });
    if (answer.ok) ofInquiry.value = answer.reply;
  }
  let soon: ReturnType<typeof setTimeout> | undefined;
  /** Many messages ask at once: it is read once for all of them. */
  function loadInquirySoon(inquiryId: string): void {
    clearTimeout(soon);
    soon = setTimeout(() => void loadInquiry(inquiryId).catch(() => null), 50);
  }
  async function loadItem(id: string): Promise<void> {
    const answer = await call(knowledgeUsesApi.ofItem, { id });
    if (answer.ok) ofItem.value = { id, ...answer.reply };
  }
  /** Items of the pool by their words. */
  async function find(q: string, type?: ItemType): Promise<readonly FoundItem[]> {
    const answer = await call(knowledgeApi.search, { q, in: 'pool', offset: 0, limit: FOUND, ...(type && { type }) });
    return answer.ok ? answer.reply.items : [];
  }
  const read = (id: string): Promise<Answer<ItemDetail>> => call(knowledgeApi.get, { id });
  return {
    ofOrder,
    ofInquiry,
    ofItem,
    loadOrder,
    attach,
    detach,
    tick,
    loadInquiry,
    loadInquirySoon,
    loadItem,
    find,
    read,
  };
});
