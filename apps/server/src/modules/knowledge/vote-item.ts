import { Injectable } from '@nestjs/common';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import { decideVote } from '@tallyboard/rules/knowledge/decide-vote';
import { businessDay } from '@tallyboard/rules/time/business-day';
import { mondayOf } from '@tallyboard/rules/time/week';
import type { EntityManager } from 'typeorm';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead } from './items.read.js';
import { lockedInPool } from './locked-item.js';

type Vote = { nth: number; withdrawn: boolean };

/** Whoever has read an item of the pool, of whichever team, may say that it helped. */
@Injectable()
export class VoteItem {
  constructor(
    private readonly commands: Commands,
    private readonly read: ItemsRead,
  ) {}

  /** The first time counts: who comes again need not wait again. */
  open(context: CommandContext, { id }: { id: string }): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const item = await tx.findOneBy(ItemRow, { id });
      if (!item?.published) throw new AppError('knowledge.not_found');
      await tx.query(
        'insert into knowledge_reading (item_id, user_id, opened_at) values ($1, $2, $3) on conflict do nothing',
        [id, context.actorId, context.now],
      );
      return { reply: await this.read.detail(tx, context.principal, id), facts: [] };
    });
  }

  give(context: CommandContext, { id }: { id: string }): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      // Locked, so that its votes are numbered without a gap or a double.
      const item = await lockedInPool(tx, id);
      const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
      const today = businessDay(context.now, office.zone);
      // Two votes for two items of one author at once are counted one after the other.
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `knowledge.votes:${context.actorId}:${item.authorId}`,
      ]);
      const before = await voteOf(tx, id, context.actorId);
      const [seen] = await tx.query<{ openedAt: string }[]>(
        'select opened_at as "openedAt" from knowledge_reading where item_id = $1 and user_id = $2',
        [id, context.actorId],
      );
      const [{ thisWeek }] = await tx.query<[{ thisWeek: number }]>(
        `select count(*)::int as "thisWeek" from knowledge_vote where user_id = $1 and author_id = $2 and given_on >= $3 and item_id <> $4`,
        [context.actorId, item.authorId, mondayOf(today), id],
      );
      const on = {
        authorId: item.authorId,
        inPool: item.published !== null,
        openedAt: seen?.openedAt ?? null,
        voted: before !== null && !before.withdrawn,
        thisWeek,
      };
      const outcome = decideVote(on, context.actorId, context.now);
      if (!outcome.ok) throw new AppError(outcome.code);
      const [{ nth }] = await tx.query<[{ nth: number }]>(
        `insert into knowledge_vote (item_id, user_id, author_id, nth, given_on)
         select $1::uuid, $2, $3, 1 + coalesce(max(nth), 0), $4 from knowledge_vote where item_id = $1
         on conflict (item_id, user_id) do update set nth = excluded.nth, given_on = excluded.given_on, withdrawn = false returning nth`,
        [id, context.actorId, item.authorId, today],
      );
      return this.told(tx, context, item, 'knowledge.voted', { nth, given: true });
    });
  }

  takeBack(context: CommandContext, { id }: { id: string }): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      const item = await lockedInPool(tx, id);
      const before = await voteOf(tx, id, context.actorId);
      if (!before || before.withdrawn) throw new AppError('knowledge.not_voted');
      await tx.query('update knowledge_vote set withdrawn = true where item_id = $1 and user_id = $2', [
        id,
        context.actorId,
      ]);
      return this.told(tx, context, item, 'knowledge.vote_withdrawn', { nth: before.nth, given: false });
    });
  }

  private async told(
    tx: EntityManager,
    context: CommandContext,
    item: ItemRow,
    name: 'knowledge.voted' | 'knowledge.vote_withdrawn',
    vote: { nth: number; given: boolean },
  ): Promise<Done<ItemDetail>> {
    const payload = { item: headOf(item), vote: { voterId: context.actorId, ...vote } };
    const reply = await this.read.detail(tx, context.principal, item.id);
    return { reply, facts: [newFact(teamFeed(item.teamId), name, payload)] };
  }
}

async function voteOf(tx: EntityManager, itemId: string, userId: string): Promise<Vote | null> {
  const [vote] = await tx.query<Vote[]>(
    'select nth, withdrawn from knowledge_vote where item_id = $1 and user_id = $2',
    [itemId, userId],
  );
  return vote ?? null;
}
