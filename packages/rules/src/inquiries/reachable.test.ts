import { expect, test } from 'vitest';
import { isReachable } from './reachable.js';

test.each([
  ['lars@hansen.example', '', true],
  ['', '+45 33 12 00 00', true],
  ['', '１', false],
  ['', '-', false],
  [' ', ' ', false],
])('“%s” and “%s” can be answered: %s', (email, phone, reachable) => {
  expect(isReachable({ email, phone })).toBe(reachable);
});
