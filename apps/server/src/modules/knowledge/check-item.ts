import { Injectable } from '@nestjs/common';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import {
  type CheckActor,
  type CheckRefusal,
  decideStillValid,
  decideVerifier,
  isOnTime,
} from '@tallyboard/rules/knowledge/decide-check';
import type { Item } from '@tallyboard/rules/knowledge/item';
import type { Outcome } from '@tallyboard/rules/outcome';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, type NewFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { colleaguesOf } from './colleagues.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead, managesItem } from './items.read.js';
import { actorOf, lockedItem } from './locked-item.js';

type Step = { id: string; expectedVersion: number };

/** Knowledge goes stale: somebody other than its author looks at each item again before its check runs out. */
@Injectable()
export class CheckItem {
  constructor(
    private readonly commands: Commands,
    private readonly read: ItemsRead,
  ) {}

  stillValid(context: CommandContext, { id, expectedVersion }: Step): Promise<ItemDetail> {
    return this.change(context, id, (before, by) => {
      const outcome = decideStillValid(before, by, expectedVersion);
      return [outcome, (after) => verifiedFact(before, after, by, 'still_valid')];
    });
  }

  handOn(context: CommandContext, input: Step & { verifierId: string }): Promise<ItemDetail> {
    const { id, verifierId, expectedVersion } = input;
    return this.change(context, id, async (before, by, tx) => {
      // Only to somebody who may look at it: of its own team, still there.
      const colleagues = await colleaguesOf(tx, before);
      if (!colleagues.includes(verifierId) && verifierId !== before.authorId) throw new AppError('people.not_found');
      const told = (after: Item): NewFact =>
        newFact(teamFeed(after.teamId), 'knowledge.handed_on', { item: headOf(after), note: null });
      return [decideVerifier(before, verifierId, by, expectedVersion), told];
    });
  }

  private change(
    context: CommandContext,
    id: string,
    decide: (before: Item, by: CheckActor, tx: EntityManager) => Decided | Promise<Decided>,
  ): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      const before = await lockedItem(tx, context.principal, id);
      const by = { ...(await actorOf(tx, context)), manages: managesItem(context.principal, before) };
      const [outcome, told] = await decide(before, by, tx);
      if (!outcome.ok) {
        const current = outcome.code === 'knowledge.stale' && (await this.read.detail(tx, context.principal, id));
        throw new AppError(outcome.code, current ? { current } : outcome.details);
      }
      const { verifyBy, verifierId, version } = outcome.value;
      // Whoever it is handed to gets a letter of their own; that its check is over was said once, whoever it is.
      const anew = verifierId === before.verifierId ? {} : { dueTold: null };
      await tx.update(ItemRow, { id, version: before.version }, { verifyBy, verifierId, version, ...anew });
      return { reply: await this.read.detail(tx, context.principal, id), facts: [told(outcome.value)] };
    });
  }
}
type Decided = [Outcome<Item, CheckRefusal>, (after: Item) => NewFact];

/** It was looked at again; whether that was when it was due is told once, as it was that day. */
export function verifiedFact(
  before: Item,
  after: Item,
  by: { userId: string; today: string },
  how: 'still_valid' | 'edition',
): NewFact {
  const verification = { id: uuid(), by: by.userId, how, onTime: isOnTime(before, by.today), until: after.verifyBy };
  return newFact(teamFeed(after.teamId), 'knowledge.verified', { item: headOf(after), verification });
}
