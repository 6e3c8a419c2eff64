import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { Frame } from '@tallyboard/contracts/live';
import { type Learned, notesApi } from '@tallyboard/contracts/notes';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';
import { localeNow } from '../../platform/i18n';

/** Something was handed over or given back, or a note of mine is let in or sent back: to whom, frames do not tell. */
const ABOUT: ReadonlySet<string> = new Set([
  ...['points.redemption_changed', 'knowledge.published', 'knowledge.returned', 'knowledge.withdrawn'],
]);

/** What I got for my credits and learned from, and my notes about it. */
export const useNotes = defineStore('notes', () => {
  const learned = shallowRef<readonly Learned[]>([]);
  const asked = computed(() => learned.value.filter((l) => !l.item && !l.passed));

  async function load(): Promise<void> {
    const answer = await call(notesApi.mine, {});
    if (answer.ok) learned.value = answer.reply.learned;
  }
  function apply(frames: readonly Frame[]): void {
    if (frames.some((f) => ABOUT.has(f.name))) void load().catch(() => null);
  }
  const begin = (id: string): Promise<Answer<ItemDetail>> => call(notesApi.begin, { id, language: localeNow() });
  async function pass(id: string, passed: boolean): Promise<Answer<{ learned: Learned[] }>> {
    const answer = await call(notesApi.pass, { id, passed });
    if (answer.ok) learned.value = answer.reply.learned;
    return answer;
  }
  return { learned, asked, load, apply, begin, pass };
});
