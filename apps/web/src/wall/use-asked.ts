import { onScopeDispose, type ShallowRef, shallowRef } from 'vue';
import type { Asked } from './server';

const AT_MOST_EVERY_MS = 1000;
const AGAIN_MS = 20_000;

/** What the server answers: asked at once when it is stirred, one question at a time, and again while nobody answers. Null until then. */
export function useAsked<R>(ask: () => Promise<Asked<R>>): { reply: ShallowRef<R | null>; stir: () => void } {
  const reply = shallowRef<R | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [stirred, busy] = [false, false];
  async function run(): Promise<void> {
    busy = true;
    while (stirred) {
      stirred = false;
      const answer = await ask();
      if (answer.kind === 'reply') reply.value = answer.reply;
      else stirred = true;
      const ms = answer.kind === 'reply' ? AT_MOST_EVERY_MS : AGAIN_MS;
      await new Promise((next) => (timer = setTimeout(next, ms)));
    }
    busy = false;
  }
  function stir(): void {
    stirred = true;
    if (!busy) void run();
  }
  onScopeDispose(() => clearTimeout(timer));
  return { reply, stir };
}
