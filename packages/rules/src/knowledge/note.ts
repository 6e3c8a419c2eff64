import { decided, type Outcome, refused } from '../outcome.js';
import type { RedemptionState, ResourceType } from '../points/store/redemption.js';
import type { ItemLanguage, ItemText } from './item.js';

/** What one learns from and is asked for a note about 心得: a course, a book, an exam. An exhibition is told of as a market report. */
export const NOTED_TYPES = ['course', 'book', 'exam'] as const satisfies ResourceType[];
export type NotedType = (typeof NOTED_TYPES)[number];
export const isNoted = (type: ResourceType): type is NotedType => (NOTED_TYPES as readonly string[]).includes(type);

type Redeemed = { userId: string; type: ResourceType; state: RedemptionState };

/** Whoever got it and has it still may write a note about it. Of anybody else's there is nothing to be known. */
export function decideNote(
  redeemed: Redeemed | null,
  userId: string,
): Outcome<null, 'points.redemption_not_found' | 'knowledge.no_note'> {
  if (redeemed?.userId !== userId) return refused('points.redemption_not_found');
  return isNoted(redeemed.type) && redeemed.state === 'fulfilled' ? decided(null) : refused('knowledge.no_note');
}

/** How a note begins: what I learned, what I do otherwise, for whom it is. What is done otherwise is a list, so that an order can be worked on with it. */
export function noteText(
  title: string,
  language: ItemLanguage,
  ask: Record<'learned' | 'change' | 'whom', string>,
): ItemText {
  const body = [`## ${ask.learned}`, `## ${ask.change}`, '- [ ] ', `## ${ask.whom}`, ''].join('\n\n');
  return { title, body, language, market: null, stage: null, retrospective: null };
}
