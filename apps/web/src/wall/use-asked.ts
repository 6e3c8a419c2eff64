import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import type { Asked } from './server';

const AT_MOST_EVERY_MS = 1000;

/** What the server answers, asked again after `stir`, however often that is called. Null until it has answered. */
export function useAsked<R>(ask: () => Promise<Asked<R>>): { reply: ShallowRef<R | null>; stir: () => void } {
  const reply = shallowRef<R | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  async function read(): Promise<void> {
    timer = undefined;
    const answer = await ask();
    if (answer.kind === 'reply') reply.value = answer.reply;
  }
  const stir = (): void => void (timer ??= setTimeout(() => void read(), AT_MOST_EVERY_MS));
  onScopeDispose(() => clearTimeout(timer));
  return { reply, stir };
}
