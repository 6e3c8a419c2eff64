import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/** What a text does in a browser is tried in one: `e2e/knowledge.e2e.ts`. */
test('HTML is put on a page in one place, and by nobody else', () => {
  const src = join(import.meta.dirname, '..');
  const found = globSync('**/*.{vue,ts}', { cwd: src })
    .filter((file) => !file.endsWith('.test.ts'))
    .filter((file) =>
      /v-html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/.test(readFileSync(join(src, file), 'utf8')),
    );
  expect(found).toEqual(['ui/MarkdownText.vue']);
});
