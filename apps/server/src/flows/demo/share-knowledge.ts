import type { INestApplicationContext } from '@nestjs/common';
import { VoteItem } from '../../modules/knowledge/vote-item.js';
import { WriteItem } from '../../modules/knowledge/write-item.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { PEOPLE, type PersonKey } from './cast.js';
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
    if (reviewer) await praise(app, made.id, author, (key, hours) => as(key, on(daysAgo, hours)), daysAgo);
    if (!later) continue;
    const input = { id: made.id, expectedVersion: made.version, text: { ...text, body: later.body } };
    await bring(await writing.write(as(author, on(later.daysAgo)), input), later.daysAgo);
  }
}

/** Two colleagues have read it and say that it helped; of what is new only one has. */
async function praise(
  app: INestApplicationContext,
  id: string,
  author: PersonKey,
  as: (key: PersonKey, hours: number) => CommandContext,
  daysAgo: number,
): Promise<void> {
  const readers = PEOPLE.map((p) => p.key).filter((key) => key !== author && key !== 'zhao');
  const first = daysAgo % readers.length;
  for (const key of [readers[first]!, readers[(first + 3) % readers.length]!].slice(0, daysAgo < 20 ? 1 : 2)) {
    await app.get(VoteItem).open(as(key, 6), { id });
    await app.get(VoteItem).give(as(key, 7), { id });
  }
}
