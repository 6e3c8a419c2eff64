import axe from 'axe-core';
import type { Page } from 'playwright-core';

const WCAG = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] } as const;
/** The rules that look at colours: all that another theme can change. */
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } as const;
/** Lets what fades or flies in arrive: half-transparent text is no finding. What repeats for ever is not waited for. */
const settled = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    Promise.allSettled(
      document.getAnimations().flatMap((a) => (a.effect?.getComputedTiming().endTime === Infinity ? [] : [a.finished])),
    ),
  );
/** What axe finds on the page as it stands, one line each. The source is evaluated, not added as a script: the CSP stays on. */
export async function violations(
  page: Page,
  where: string,
  only: typeof WCAG | typeof COLOURS = WCAG,
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await settled(page);
  const found = await page.evaluate(
    (rules) =>
      (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: { ...rules, values: [...rules.values] },
        ...(rules.type === 'tag' && { rules: { 'target-size': { enabled: true } } }),
        resultTypes: ['violations'],
        preload: false,
      }),
    only,
  );
  return found.violations.flatMap((v) =>
    v.nodes.map((n) => `${where}: ${v.id} ${n.target.join(' ')} ${n.any[0]?.message ?? n.failureSummary ?? ''}`),
  );
}
