import { expect, test } from 'vitest';
import { addCaused, causedBy } from './caused-points';

test('points of one command add up per person, and only the latest commands are remembered', () => {
  addCaused('c', 'lin', 35);
  addCaused('c', 'lin', 8);
  addCaused('c', 'he', 4);
  expect([...causedBy('c')]).toEqual([
    ['lin', 43],
    ['he', 4],
  ]);
  for (let i = 0; i < 60; i += 1) addCaused(`later-${i}`, 'lin', 1);
  expect(causedBy('c').size).toBe(0);
});
