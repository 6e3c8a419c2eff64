import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { questionsApi } from '@tallyboard/contracts/questions';
import {
  type Answer,
  type AnswerRefusal,
  type AskedQuestion,
  decideAccept,
  decideAnswer,
  decideEditAnswer,
  decideUnaccept,
  decideWithdrawAnswer,
} from '@tallyboard/rules/knowledge/decide-answer';
import type { Outcome } from '@tallyboard/rules/outcome';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, type NewFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { AnswerRow } from './answer.entity.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead } from './items.read.js';
import { indexItem } from './lookup.js';

type In<K extends keyof typeof questionsApi> = InputOf<(typeof questionsApi)[K]>;
export type AnswerFact =
  `knowledge.${'answered' | 'answer_edited' | 'answer_withdrawn' | 'answer_accepted' | 'answer_unaccepted'}`;

/** Whoever reads a question of the pool, of whichever team, may answer it; whoever asked says which answer it was. */
@Injectable()
export class AnswerQuestion {
  constructor(
    private readonly commands: Commands,
    private readonly read: ItemsRead,
  ) {}

  answer(context: CommandContext, { id, body }: In<'answer'>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      const item = await locked(tx, id);
      const outcome = decideAnswer(asked(item));
      if (!outcome.ok) throw new AppError(outcome.code);
      const row = { id: uuid(), itemId: id, authorId: context.actorId, body, at: context.now };
      const answer: Answer = { ...row, editedAt: null, withdrawn: false, accepted: false, version: 1 };
      await tx.insert(AnswerRow, answer);
      return this.told(tx, context, item, answer, ['knowledge.answered']);
    });
  }

  edit(context: CommandContext, { id, expectedVersion, body }: In<'edit'>): Promise<ItemDetail> {
    return this.change(context, id, 'knowledge.answer_edited', (_, answer) =>
      decideEditAnswer(answer, body, context.actorId, expectedVersion, context.now),
    );
  }
  withdraw(context: CommandContext, { id, expectedVersion }: In<'withdraw'>): Promise<ItemDetail> {
    return this.change(context, id, 'knowledge.answer_withdrawn', (_, answer) =>
      decideWithdrawAnswer(answer, context.actorId, expectedVersion),
    );
  }
  accept(context: CommandContext, { id }: In<'accept'>): Promise<ItemDetail> {
    return this.change(context, id, 'knowledge.answer_accepted', (question, answer) =>
      decideAccept(question, answer, context.actorId),
    );
  }
  unaccept(context: CommandContext, { id }: In<'unaccept'>): Promise<ItemDetail> {
    return this.change(context, id, 'knowledge.answer_unaccepted', (question, answer) =>
      decideUnaccept(question, answer, context.actorId),
    );
  }

  private change(
    context: CommandContext,
    answerId: string,
    fact: AnswerFact,
    decide: (question: AskedQuestion, answer: Answer) => Outcome<Answer, AnswerRefusal>,
  ): Promise<ItemDetail> {
    return this.commands.run(context, async (tx): Promise<Done<ItemDetail>> => {
      const known = await tx.findOneBy(AnswerRow, { id: answerId });
      if (!known) throw new AppError('knowledge.answer_not_found');
      // The question first: of two that are accepted at once the second finds it solved.
      const item = await locked(tx, known.itemId);
      const before = (await tx.findOneBy(AnswerRow, { id: answerId }))!;
      if (before.withdrawn && before.authorId !== context.actorId) throw new AppError('knowledge.answer_not_found');
      const outcome = decide(asked(item), before);
      if (!outcome.ok) {
        const current = outcome.code === 'knowledge.answer_stale';
        throw new AppError(
          outcome.code,
          current ? { current: await this.read.detail(tx, context.principal, item.id) } : outcome.details,
        );
      }
      const answer = outcome.value;
      const { body, editedAt, withdrawn, accepted, version } = answer;
      await tx.update(AnswerRow, { id: answerId }, { body, editedAt, withdrawn, accepted, version });
      // What was accepted is told of as taken back, whatever else became of it: points follow from that.
      const lost = fact === 'knowledge.answer_withdrawn' && before.accepted;
      return this.told(tx, context, item, answer, lost ? ['knowledge.answer_unaccepted', fact] : [fact]);
    });
  }

  private async told(
    tx: EntityManager,
    context: CommandContext,
    item: ItemRow,
    answer: Answer,
    names: AnswerFact[],
  ): Promise<Done<ItemDetail>> {
    const [now] = await tx.query<[{ answers: number; solved: boolean }]>(
      `with counted as (
         update knowledge_item set answers = (select count(*) from knowledge_answer where item_id = $1 and not withdrawn),
           solved = exists (select 1 from knowledge_answer where item_id = $1 and accepted) where id = $1 returning answers, solved)
       select answers, solved from counted`,
      [item.id],
    );
    await indexItem(tx, item.id, item.published);
    const head = { ...item, ...now };
    return {
      reply: await this.read.detail(tx, context.principal, item.id),
      facts: names.map((name) => answerFact(name, head, answer)),
    };
  }
}

/** What is told of an answer. */
export const answerFact = (name: AnswerFact, item: ItemRow, { id, authorId, accepted }: Answer): NewFact =>
  newFact(teamFeed(item.teamId), name, { item: headOf(item), answer: { id, authorId, accepted } });

const asked = ({ type, authorId, published, solved }: ItemRow): AskedQuestion => ({
  ...{ type, authorId, solved },
  inPool: published !== null,
});

/** A question that is in the pool, locked. */
async function locked(tx: EntityManager, id: string): Promise<ItemRow> {
  const item = await tx.findOne(ItemRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (!item?.published) throw new AppError('knowledge.not_found');
  return item;
}
