import { expect, test } from 'vitest';
import { BUYERS } from './cast.js';
import { tellInquiries } from './inquiry-story.js';
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

test('inquiries come in order and in the past, some became orders of the story, and some wait now', () => {
  const orders = tellStory(7, NOW);
  const steps = tellInquiries(orders, NOW);
  expect(steps.every((s, i) => s.at < NOW && (i === 0 || steps[i - 1]!.at <= s.at))).toBe(true);
  expect(steps.filter((s) => s.do === 'receive').length).toBeGreaterThanOrEqual(25);
  for (const s of steps.filter((x) => x.do === 'convert'))
    expect(orders.find((o) => o.do === 'create' && o.order === s.order)!.at < s.at).toBe(true);
  const last = new Map(steps.map((s) => [s.inquiry, s]));
  expect([...last.values()].filter((s) => s.do === 'receive' || s.do === 'write')).toHaveLength(6);
});
