import { expect, test } from 'vitest';
import { plainWords } from './plain-words.js';

test.each([
  ['## 谁在买\n\n建材超市', '谁在买 建材超市'],
  ['- [ ] 有效期\n- [x] **装期**', '有效期 装期'],
  ['| a | b |\n| --- | :---: |\n| 1 | 2 |', 'a b 1 2'],
  ['> see [the list](https://a.example) *now*', 'see the list now'],
  ['1. FOB 2 * 3 = 6', 'FOB 2 * 3 = 6'],
])('%j says %j', (markdown, words) => expect(plainWords(markdown)).toBe(words));
