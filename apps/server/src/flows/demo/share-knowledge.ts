import type { INestApplicationContext } from '@nestjs/common';
import { VoteItem } from '../../modules/knowledge/vote-item.js';
import { WriteItem } from '../../modules/knowledge/write-item.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { PEOPLE, type PersonKey } from './cast.js';
import { DEMO_ITEMS } from './knowledge-texts.js';

type Shared = { at: string; run: () => Promise<void> };

/** What colleagues wrote down for each other, each on its day, oldest first; the last waits for a review. */
export function shareKnowledge(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Shared[] {
  const writing = app.get(WriteItem);
  const on = (days: number, hours = 0) =>
    new Date(Date.parse(now) - days * 86_400_000 + hours * 3_600_000).toISOString();
  return DEMO_ITEMS.flatMap(({ type, author, reviewer, daysAgo, later, ...text }): Shared[] => {
    let made: { id: string; version: number } | null = null;
    const bring = async (item: { id: string; version: number }, days: number) => {
      const { id } = item;
      const asked = await writing.submit(as(author, on(days, 1)), { id, expectedVersion: item.version });
      if (!reviewer) return asked;
      return writing.publish(as(reviewer, on(days, 4)), { id, expectedVersion: asked.version });
    };
    const share = async (): Promise<void> => {
      made = await bring(await writing.create(as(author, on(daysAgo)), { type, text }), daysAgo);
      if (reviewer) await praise(app, made.id, author, (key, hours) => as(key, on(daysAgo, hours)), daysAgo);
    };
    const change = async (): Promise<void> => {
      const input = { id: made!.id, expectedVersion: made!.version, text: { ...text, body: later!.body } };
      await bring(await writing.write(as(author, on(later!.daysAgo)), input), later!.daysAgo);
    };
    return [{ at: on(daysAgo), run: share }, ...(later ? [{ at: on(later.daysAgo), run: change }] : [])];
  }).sort((x, y) => (x.at < y.at ? -1 : 1));
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
