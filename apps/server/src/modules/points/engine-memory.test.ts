import { expect, test } from 'vitest';
import { EngineMemory, Learned } from './engine-memory.js';

const turn = (id: string, pos: number, after: string | null) => ({ id, pos, after });
function known(): Learned {
  const learned = new Learned();
  learned.used.set('LOG-01|today', 3);
  return learned;
}
const isKnown = (learned: Learned): boolean => learned.used.size > 0;

test('what a batch learned holds for the one that follows right on it', () => {
  const memory = new EngineMemory();
  expect(isKnown(memory.take(turn('a', 1, null)))).toBe(false);
  memory.keep(turn('a', 1, null), 5, known());
  expect(isKnown(memory.take(turn('b', 6, 'a')))).toBe(true);
});

test.each([
  ['another node was in between', turn('c', 9, 'b')],
  ['ours was rolled back', turn('c', 1, null)],
  ['ours was rolled back, and another node took in as many', turn('c', 6, 'b')],
  ['the database was set back', turn('c', 1, 'a')],
])('not when %s', (_, next) => {
  const memory = new EngineMemory();
  memory.keep(turn('a', 1, null), 5, known());
  expect(isKnown(memory.take(next))).toBe(false);
});

test('a batch that fails takes along what it was given', () => {
  const memory = new EngineMemory();
  memory.keep(turn('a', 1, null), 5, known());
  memory.take(turn('b', 6, 'a'));
  expect(isKnown(memory.take(turn('c', 6, 'a')))).toBe(false);
});

test('it does not grow for ever', () => {
  const memory = new EngineMemory();
  const learned = known();
  for (let i = 0; i < 100_000; i += 1) learned.ids.set(`${i}`, '');
  memory.keep(turn('a', 1, null), 5, learned);
  expect(isKnown(memory.take(turn('b', 6, 'a')))).toBe(false);
});
