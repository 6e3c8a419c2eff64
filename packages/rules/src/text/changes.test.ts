import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf } from './changes.js';

const told = (before: string, after: string): string =>
  changesOf(before, after)
    .map(({ text, is }) => (is === 'same' ? text : is === 'removed' ? `[-${text}]` : `[+${text}]`))
    .join('');

test.each([
  ['信用证有效期', '信用证的交单期', '信用证[-有效][+的交单]期'],
  ['Ship by 30 Nov', 'Ship by 15 Dec', 'Ship by [-30][+15] [-Nov][+Dec]'],
  ['same', 'same', 'same'],
  ['', 'new', '[+new]'],
  ['old', '', '[-old]'],
])('%s becomes %s', (before, after, expected) => expect(told(before, after)).toBe(expected));

test('what stayed and was taken out is the first text, what stayed and came in the second', () => {
  const text = fc.string({ unit: fc.constantFrom('信', '用', 'a', 'b', ' ', '，', '\n'), maxLength: 40 });
  fc.assert(
    fc.property(text, text, (before, after) => {
      const changes = changesOf(before, after);
      const without = (is: string): string =>
        changes
          .filter((c) => c.is !== is)
          .map((c) => c.text)
          .join('');
      expect([without('added'), without('removed')]).toEqual([before, after]);
      expect(changes.every((c, i) => c.is !== changes[i + 1]?.is)).toBe(true);
    }),
  );
});

test('long texts are compared by lines, and answer at once', () => {
  const lines = Array.from({ length: 1_200 }, (_, i) => `第${i}行要核对的内容都写在这里，一条一条`);
  const changed = lines.map((l, i) => (i % 3 === 0 ? `改过${l}改` : l));
  const began = performance.now();
  const changes = changesOf(lines.join('\n'), changed.join('\n'));
  expect(performance.now() - began).toBeLessThan(2_000);
  expect(changes.filter((c) => c.is === 'added').length).toBe(400);
});
