import type { Problem } from '@tallyboard/contracts/problems';
import { computed, ref, shallowRef } from 'vue';
import type { Answer } from '../platform/call';
import { useT } from '../platform/i18n';
import { problemText } from '../platform/problem-text';

/** What a form needs around its question to the server: that one is under way, and in words why nothing came of it. */
export function useAsking() {
  const t = useT();
  const busy = ref(false);
  const problem = shallowRef<Problem | 'unreachable' | null>(null);
  const refusal = computed(() => {
    if (!problem.value) return '';
    return problem.value === 'unreachable' ? t('app.unreachable') : problemText(problem.value);
  });
  /** The reply; null when it was refused or nobody answered. */
  async function ask<R>(asked: Promise<Answer<R>>): Promise<R | null> {
    busy.value = true;
    problem.value = null;
    try {
      const answer = await asked;
      if (answer.ok) return answer.reply;
      problem.value = answer.problem;
    } catch {
      problem.value = 'unreachable';
    } finally {
      busy.value = false;
    }
    return null;
  }
  return { busy, refusal, ask };
}
