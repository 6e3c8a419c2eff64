import { expect, test } from 'vitest';
import { BUYERS } from './cast.js';
import { tellStory } from './story.js';

const NOW = '2026-11-23T09:30:00.000Z';

test('the same seed tells the same story, and another one another', () => {
  expect(tellStory(7, NOW)).toEqual(tellStory(7, NOW));
  expect(tellStory(8, NOW)).not.toEqual(tellStory(7, NOW));
});

test('it happens in order, in the past, over three months, with buyers of twelve markets', () => {
  const steps = tellStory(7, NOW);
  expect(steps.every((s, i) => i === 0 || steps[i - 1]!.at <= s.at)).toBe(true);
  expect(steps.at(-1)!.at < NOW).toBe(true);
  expect(Date.parse(NOW) - Date.parse(steps[0]!.at)).toBeGreaterThan(45 * 86_400_000);
  const created = steps.filter((s) => s.do === 'create');
  expect(created.length).toBeGreaterThanOrEqual(40);
  expect(new Set(created.map((s) => s.no)).size).toBe(created.length);
  expect(new Set(created.map((s) => BUYERS[s.buyer]!.country)).size).toBe(12);
});
