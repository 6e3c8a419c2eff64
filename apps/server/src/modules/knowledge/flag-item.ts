import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import {
  decideFlag,
  decideRaise,
  decideWithdrawFlag,
  type Flag,
  type FlagRefusal,
} from '@tallyboard/rules/knowledge/flag';
import type { Item } from '@tallyboard/rules/knowledge/item';
import type { Outcome } from '@tallyboard/rules/outcome';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, type NewFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { FlagRow } from './flag.entity.js';
import { headOf, lastShown } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead, judgeOf } from './items.read.js';
import { lockedInPool } from './locked-item.js';

type FlagFact = 'flagged' | 'flag_upheld' | 'flag_dismissed' | 'flag_withdrawn';

/** Whoever reads the pool may doubt an item; whoever looks after it decides, and what was found right is to be mended. */
@Injectable()
export class FlagItem {
  constructor(
    private readonly commands: Commands,
    private readonly read: ItemsRead,
  ) {}

  raise(context: CommandContext, { id, kind, note }: InputOf<typeof knowledgeApi.flag>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const item = await lockedInPool(tx, id);
      const raisedBy = context.actorId;
      const hasOpen = await tx.existsBy(FlagRow, { itemId: id, raisedBy, state: 'open' });
      const [read] = await tx.query<unknown[]>('select 1 from knowledge_reading where item_id = $1 and user_id = $2', [
        id,
        raisedBy,
      ]);
      const on = { inPool: true, authorId: item.authorId, hasRead: read !== undefined, hasOpen };
      const outcome = decideRaise(on, raisedBy);
      if (!outcome.ok) throw new AppError(outcome.code);
      const flag: Flag = {
        ...{ id: uuid(), itemId: id, revision: item.revision, kind, note, raisedBy, raisedAt: context.now },
        ...{ state: 'open', decidedBy: null, decidedAt: null, answer: null },
      };
      await tx.insert(FlagRow, flag);
      return this.told(tx, context, item, flag, 'flagged');
    });
  }

  decide(
    context: CommandContext,
    { id, upheld, answer }: InputOf<typeof knowledgeApi.decideFlag>,
  ): Promise<ItemDetail> {
    const told = upheld ? 'flag_upheld' : 'flag_dismissed';
    return this.change(context, id, told, (flag, item) =>
      decideFlag(flag, { upheld, answer: answer || null }, judgeOf(context.principal, item), context.now),
    );
  }

  withdraw(context: CommandContext, { id }: { id: string }): Promise<ItemDetail> {
    return this.change(context, id, 'flag_withdrawn', (flag) => decideWithdrawFlag(flag, context.actorId));
  }

  private change(
    context: CommandContext,
    id: string,
    told: FlagFact,
    decide: (flag: Flag, item: Item) => Outcome<Flag, FlagRefusal>,
  ): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const known = await tx.findOneBy(FlagRow, { id });
      if (!known) throw new AppError('knowledge.flag_not_found');
      // The item first, as everywhere. A doubt is the business of the item's team and of whoever had it.
      const item = await tx.findOneOrFail(ItemRow, {
        where: { id: known.itemId },
        lock: { mode: 'pessimistic_write' },
      });
      const mayKnow = known.raisedBy === context.actorId || seesTeam(context.principal, item.teamId);
      if (!mayKnow || !this.read.mayRead(context.principal, item)) throw new AppError('knowledge.flag_not_found');
      const before = await tx.findOneByOrFail(FlagRow, { id });
      const outcome = decide(before, item);
      if (!outcome.ok) throw new AppError(outcome.code);
      // Found right when the edition it is about is no longer the one in the pool: it was mended already.
      const isMended = outcome.value.state === 'upheld' && (!item.published || item.revision > before.revision);
      const flag: Flag = isMended ? { ...outcome.value, state: 'fixed' } : outcome.value;
      const { state, decidedBy, decidedAt, answer } = flag;
      await tx.update(FlagRow, { id }, { state, decidedBy, decidedAt, answer });
      return this.told(tx, context, item, flag, told);
    });
  }

  private async told(
    tx: EntityManager,
    { principal }: CommandContext,
    item: Item,
    { id, kind, raisedBy, state }: Flag,
    name: FlagFact,
  ): Promise<Done<ItemDetail>> {
    const fact: NewFact = newFact(teamFeed(item.teamId), `knowledge.${name}`, {
      item: headOf(await lastShown(tx, item)),
      flag: { id, kind, raisedBy, state },
    });
    return { reply: await this.read.detail(tx, principal, item.id), facts: [fact] };
  }
}

/** With another edition, or out of the pool, what was found right is mended. */
export async function markFixed(tx: EntityManager, itemId: string): Promise<void> {
  await tx.update(FlagRow, { itemId, state: 'upheld' }, { state: 'fixed' });
}
