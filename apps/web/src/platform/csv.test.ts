import { expect, test } from 'vitest';
import { csvOf } from './csv';

test('no cell is a formula, whatever people typed; numbers and line breaks stay what they are', () => {
  for (const typed of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', '＋1', '－1', '＠x'])
    expect(csvOf([[typed]])).toBe(`'${typed}`);
  expect(csvOf([['\r=1']])).toBe(`"'\r=1"`);
  expect(csvOf([['a', -1.5, null, ''], ['said "no", twice'], ['two\nlines']])).toBe(
    'a,-1.5,,\r\n"said ""no"", twice"\r\n"two\nlines"',
  );
});
