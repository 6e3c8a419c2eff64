import { expect, test } from 'vitest';
import { readArguments } from './arguments.js';

test('reads what a person says', () => {
  expect(readArguments(['backup'])).toEqual({ task: 'backup', folder: null, logical: false });
  expect(readArguments(['backup', 'b', '--logical'])).toEqual({ task: 'backup', folder: 'b', logical: true });
  expect(readArguments(['restore', 'b', '--to', '2026-03-01T09:30:00.5+08:00', '--into', 'c'])).toEqual({
    task: 'restore',
    backup: 'b',
    to: '2026-03-01T09:30:00.5+08:00',
    into: 'c',
    acceptBad: false,
  });
});

test.each([
  [['restore'], /Say one of/],
  [['restore', 'a', 'b'], /Say one of/],
  [['backup', '--fast'], /--fast.*\n?.*Say one of/s],
  [['restore', 'b', '--to', '2026-03-01T09:30:00'], /offset/],
  [['restore', 'b', '--to', 'yesterday'], /offset/],
  [['restore', 'b', '--to', '2026-13-01T09:30:00Z'], /offset/],
  [['rewind'], /Say one of/],
])('says what is wrong with %s', (words, sentence) => expect(() => readArguments(words)).toThrow(sentence));
