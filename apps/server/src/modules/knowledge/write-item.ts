import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { FactName } from '@tallyboard/contracts/facts';
import type { ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import {
  decidePublish,
  decideRecall,
  decideReturn,
  decideSubmit,
  decideWithdraw,
  decideWrite,
  type ItemActor,
  type ItemRefusal,
  newItem,
} from '@tallyboard/rules/knowledge/decide-item';
import { isOnTime } from '@tallyboard/rules/knowledge/decide-check';
import type { Item, ItemText } from '@tallyboard/rules/knowledge/item';
import { NO_RETROSPECTIVE } from '@tallyboard/rules/knowledge/retrospective';
import type { Outcome } from '@tallyboard/rules/outcome';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, type NewFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { AnswerRow } from './answer.entity.js';
import { answerFact } from './answer-question.js';
import { verifiedFact } from './check-item.js';
import { caseOf } from './ended-order.js';
import { keepEditionFiles, keepFileUses } from './file-uses.js';
import { markFixed } from './flag-item.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead } from './items.read.js';
import { actorOf, lockedItem } from './locked-item.js';
import { indexItem, twinOf } from './lookup.js';

type Step = { id: string; expectedVersion: number };
type KnowledgeFact = Extract<FactName, `knowledge.${string}`>;
/** How an item changes, and what is told of it; a draft that is written is nobody's business. */
type Change = {
  decide: (before: Item, by: ItemActor) => Outcome<Item, ItemRefusal>;
  fact: KnowledgeFact | null;
  note?: string;
  /** It comes nearer to the pool: nothing that is there already comes in. */
  isNew?: true;
};

/** An item is written by its author, looked at by somebody else, and stands in the pool until it is withdrawn. */
@Injectable()
export class WriteItem {
  constructor(
    private readonly commands: Commands,
    private readonly read: ItemsRead,
  ) {}

  create(context: CommandContext, { type, text }: InputOf<typeof knowledgeApi.create>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      if (type === 'retrospective') throw new AppError('knowledge.needs_order');
      const alone = { ...text, retrospective: null };
      const item = newItem(uuid(), context.principal.teamId, type, alone, await actorOf(tx, context));
      await tx.insert(ItemRow, { ...item, writtenAt: context.now });
      await keepFileUses(tx, context, item);
      return { reply: await this.read.detail(tx, context.principal, item.id), facts: [] };
    });
  }

  write(context: CommandContext, input: InputOf<typeof knowledgeApi.write>): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decideWrite(before, fitting(before, input.text), by, input.expectedVersion),
      fact: null,
    });
  }

  submit(context: CommandContext, input: Step): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decideSubmit(before, by, input.expectedVersion),
      fact: 'knowledge.submitted',
      isNew: true,
    });
  }

  recall(context: CommandContext, input: Step): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decideRecall(before, by, input.expectedVersion),
      fact: 'knowledge.recalled',
    });
  }

  publish(context: CommandContext, input: Step): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decidePublish(before, by, input.expectedVersion),
      fact: 'knowledge.published',
      isNew: true,
    });
  }

  return(context: CommandContext, { note, ...input }: Step & { note: string }): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decideReturn(before, note, by, input.expectedVersion),
      fact: 'knowledge.returned',
      note,
    });
  }

  withdraw(context: CommandContext, input: Step): Promise<ItemDetail> {
    return this.change(context, input, {
      decide: (before, by) => decideWithdraw(before, by, input.expectedVersion),
      fact: 'knowledge.withdrawn',
    });
  }

  private change(context: CommandContext, { id }: Step, change: Change): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      // One item comes in at a time: of two alike, the second finds the first.
      if (change.isNew) await tx.query(`select pg_advisory_xact_lock(hashtextextended('knowledge.pool', 0))`);
      const before = await withOrder(tx, await lockedItem(tx, context.principal, id), change.isNew);
      const by = await actorOf(tx, context);
      const outcome = change.decide(before, by);
      if (!outcome.ok) {
        const current = outcome.code === 'knowledge.stale' && (await this.read.detail(tx, context.principal, id));
        throw new AppError(outcome.code, current ? { current } : outcome.details);
      }
      const item = outcome.value;
      await checkImprovementBy(tx, before, item);
      const twin = change.isNew ? await twinOf(tx, item) : null;
      if (twin) throw new AppError('knowledge.twin', twin);
      await this.keep(tx, before, item, context);
      // Of what leaves the pool the edition is told that was there, not what its author writes since.
      const shown = { ...before, ...item, published: item.published ?? before.published };
      const facts = before.solved && !item.solved ? await unsolve(tx, shown) : [];
      const name = item.type === 'question' && change.fact === 'knowledge.submitted' ? 'knowledge.asked' : change.fact;
      if (name) facts.push(newFact(teamFeed(item.teamId), name, { item: headOf(shown), note: change.note ?? null }));
      // Another edition in time is as good as a look: its author did it.
      if (change.fact === 'knowledge.published' && isOnTime(before, by.today))
        facts.push(verifiedFact(before, item, { ...by, userId: item.authorId }, 'edition'));
      return { reply: await this.read.detail(tx, context.principal, id), facts };
    });
  }

  private async keep(tx: EntityManager, before: Item, after: Item, context: CommandContext): Promise<void> {
    await tx.update(ItemRow, { id: after.id, version: before.version }, { ...pickItem(after), writtenAt: context.now });
    if (before.text !== after.text) await keepFileUses(tx, context, after);
    if (before.published === after.published) return;
    await markFixed(tx, after.id);
    await indexItem(tx, after.id, after.published);
    if (!after.published) return;
    await tx.query(
      'insert into knowledge_edition (item_id, revision, text, at, reviewed_by) values ($1, $2, $3, $4, $5)',
      [after.id, after.revision, after.published, after.publishedAt, after.reviewedBy],
    );
    await keepEditionFiles(tx, after.id);
  }
}

const pickItem = ({
  state,
  text,
  published,
  revision,
  returned,
  submittedAt,
  publishedAt,
  reviewedBy,
  verifierId,
  neglectedAt,
  verifyBy,
  sharedAt,
  caseOrder,
  solved,
  version,
}: Item) => ({
  state,
  text,
  published,
  revision,
  returned,
  submittedAt,
  publishedAt,
  reviewedBy,
  verifierId,
  neglectedAt,
  verifyBy,
  sharedAt,
  caseOrder,
  solved,
  version,
});

/** A case has its fields, nothing else has them. */
const fitting = ({ type }: Item, text: ItemText): ItemText => ({
  ...text,
  retrospective: type === 'retrospective' ? (text.retrospective ?? NO_RETROSPECTIVE) : null,
});

/** Until it is in the pool a case tells of its order as that is now; on the way there an order that goes on is none. */
async function withOrder(tx: EntityManager, row: ItemRow, isNew = false): Promise<ItemRow> {
  if (row.orderId === null || row.published !== null) return row;
  const now = await caseOf(tx, row.orderId);
  return { ...row, caseOrder: isNew ? now : (now ?? row.caseOrder) };
}

/** Who sees to an improvement is a colleague who is there when it is said. */
async function checkImprovementBy(tx: EntityManager, before: Item, { text, teamId, state }: Item): Promise<void> {
  const who = text.retrospective?.improvementBy;
  if (!who || (state !== 'in_review' && who === before.text.retrospective?.improvementBy)) return;
  const there = await tx.query<unknown[]>(
    'select 1 from people_person_view where id = $1 and team_id = $2 and active',
    [who, teamId],
  );
  if (there.length === 0) throw new AppError('knowledge.improvement_by_unknown');
}

/** A question that leaves the pool has no accepted answer any more. */
async function unsolve(tx: EntityManager, item: ItemRow): Promise<NewFact[]> {
  const answer = await tx.findOneByOrFail(AnswerRow, { itemId: item.id, accepted: true });
  const now = { ...answer, accepted: false, version: answer.version + 1 };
  await tx.update(AnswerRow, { id: answer.id }, { accepted: false, version: now.version });
  return [answerFact('knowledge.answer_unaccepted', item, now)];
}
