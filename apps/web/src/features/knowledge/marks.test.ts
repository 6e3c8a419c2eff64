import { expect, test } from 'vitest';
import { dressed, type Mark } from './marks';

/** The selection is what stands between two bars. */
function press(marked: string, mark: Mark, sample = ''): string {
  const [a, b, c] = marked.split('¦') as [string, string, string];
  const value = a + b + c;
  const { text, from, to, select } = dressed(value, a.length, a.length + b.length, mark, sample);
  const now = value.slice(0, from) + text + value.slice(to);
  return `${now.slice(0, select[0])}¦${now.slice(select[0], select[1])}¦${now.slice(select[1])}`;
}

test.each<[string, Mark, string]>([
  ['a ¦b¦ c', 'bold', 'a **¦b¦** c'],
  ['a **¦b¦** c', 'bold', 'a ¦b¦ c'],
  ['one\nt¦w¦o\nthree', 'heading', 'one\n¦## two¦\nthree'],
  ['¦one\ntwo¦', 'list', '¦- one\n- two¦'],
  ['¦- one\n- two¦', 'list', '¦one\ntwo¦'],
  ['¦¦', 'checklist', '- [ ] ¦¦'],
  ['see ¦this¦', 'link', 'see [this](https://¦¦)'],
])('%s + %s', (before, mark, after) => expect(press(before, mark)).toBe(after));

test('a table stands apart from what is before it', () => {
  expect(press('text¦¦', 'table', '| a |')).toBe('text\n\n| a |\n¦¦');
});
