import type { TestContext } from 'vitest';

/** What a broken-on-purpose test found: the promise and its figures, for the report of `pnpm chaos`. */
export type Told = { promise: string; figures: Record<string, string | number> };
declare module 'vitest' {
  interface TaskMeta {
    told?: Told;
  }
}

/** Puts figures beside a test's result, and on the console. */
export function tell({ task }: Pick<TestContext, 'task'>, promise: string, figures: Told['figures']): void {
  task.meta.told = { promise, figures };
  const words = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  console.log(`${promise}: ${words.join(' · ')}`);
}
