import type { INestApplicationContext } from '@nestjs/common';
import { WriteItem } from '../../modules/knowledge/write-item.js';
import type { CommandContext } from '../../platform/commands/command.js';
import type { PersonKey } from './cast.js';
import { DEMO_ITEMS } from './knowledge-texts.js';

/** What colleagues wrote down for each other, each on its day; the last waits for a review. */
export async function shareKnowledge(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Promise<void> {
  const writing = app.get(WriteItem);
  for (const { type, author, reviewer, daysAgo, later, ...text } of DEMO_ITEMS) {
    const on = (days: number, hours = 0) =>
      new Date(Date.parse(now) - days * 86_400_000 + hours * 3_600_000).toISOString();
    const bring = async (item: { id: string; version: number }, days: number) => {
      const { id } = item;
      const asked = await writing.submit(as(author, on(days, 1)), { id, expectedVersion: item.version });
      if (!reviewer) return asked;
      return writing.publish(as(reviewer, on(days, 4)), { id, expectedVersion: asked.version });
    };
    const made = await bring(await writing.create(as(author, on(daysAgo)), { type, text }), daysAgo);
    if (!later) continue;
    const input = { id: made.id, expectedVersion: made.version, text: { ...text, body: later.body } };
    await bring(await writing.write(as(author, on(later.daysAgo)), input), later.daysAgo);
  }
}
