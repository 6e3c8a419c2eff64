import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { mayEnter, mayWrite } from '@tallyboard/rules/inquiries/decide-inquiry';
import { type FirstResponse, FOLLOW_UP_WINDOW_MS, type Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { COPIES_LOOKED_AT, isCopy } from '@tallyboard/rules/inquiries/near-copy';
import { businessTimeBetween, type CountedTime } from '@tallyboard/rules/time/business-time';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import type { NewFact } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { type Change, ChangeInquiry } from './change-inquiry.js';
import { InquiryMessage } from './inquiry.entity.js';
import { scheduleOf } from './team-duty.js';

type Logged = { facts: NewFact[]; inquiry: Inquiry; messageId: string };

/** What the buyer wrote, and what they were answered; in the transaction of the flow that serves it. */
@Injectable()
export class LogMessage {
  constructor(private readonly inquiries: ChangeInquiry) {}

  async addInTransaction(
    tx: EntityManager,
    context: CommandContext,
    input: InputOf<typeof inquiriesApi.logMessage>,
  ): Promise<Logged> {
    const { direction, channel, text, automatic, at = context.now } = input;
    if (at > context.now) throw new AppError('inquiries.in_the_future');
    const messageId = uuid();
    let inquiry: Inquiry | null = null;
    const facts = await this.inquiries.inTransaction(tx, context, input.id, async (_, before, by) => {
      const no = mayWrite(before, by);
      const human = !automatic;
      const isAnswer = direction === 'out' && human;
      const refusal = no ?? (isAnswer ? mayEnter(before, at, by) : null);
      if (refusal) throw new AppError(refusal);
      inquiry = before;
      const copied = isAnswer && isCopy(text, await lastAnswers(tx, by.userId));
      const message = {
        id: messageId,
        direction,
        channel,
        human,
        authorId: direction === 'out' ? by.userId : null,
        at,
        copied,
        withdrawnAt: null,
      };
      await tx.insert(InquiryMessage, { ...message, inquiryId: before.id, text, createdAt: context.now });
      const first = human ? await firstAnswer(tx, before) : null;
      return {
        ...first,
        fact: first?.fact ?? 'inquiries.message_logged',
        after: first?.after ?? before,
        clocks: true,
        message,
      };
    });
    return { facts, inquiry: inquiry!, messageId };
  }

  withdrawInTransaction(
    within: EntityManager,
    context: CommandContext,
    { id, messageId }: InputOf<typeof inquiriesApi.withdrawMessage>,
  ): Promise<NewFact[]> {
    return this.inquiries.inTransaction(within, context, id, async (tx, before, by) => {
      const row = await tx.findOne(InquiryMessage, { where: { id: messageId, inquiryId: id, withdrawnAt: IsNull() } });
      if (!row) throw new AppError('inquiries.message_not_found');
      const mine =
        row.authorId === by.userId || before.ownerId === by.userId || by.capabilities.has('inquiries.manage');
      if (!mine) throw new AppError('inquiries.not_yours');
      await tx.update(InquiryMessage, { id: messageId }, { withdrawnAt: context.now });
      const { inquiryId: _, text: __, createdAt: ___, ...mark } = row;
      const message = { ...mark, withdrawnAt: context.now };
      const again = row.human ? await firstAnswer(tx, before) : null;
      return { ...again, after: again?.after ?? before, fact: 'inquiries.message_withdrawn', clocks: true, message };
    });
  }
}

const lastAnswers = async (tx: EntityManager, authorId: string): Promise<string[]> =>
  (
    await tx.query<{ text: string }[]>(
      'select text from inquiry_message where author_id = $1 and human and withdrawn_at is null order by at desc, id desc limit $2',
      [authorId, COPIES_LOOKED_AT],
    )
  ).map((m) => m.text);

/** The first human answer, and whether the talk went on after it, as the messages have it now; null while that is what is known. */
async function firstAnswer(tx: EntityManager, before: Inquiry): Promise<Omit<Change, 'message'> | null> {
  const messages = await tx.query<Written[]>(
    `select at, author_id as by, copied, direction, human from inquiry_message where inquiry_id = $1 and withdrawn_at is null order by at, id`,
    [before.id],
  );
  const answer = messages.find((m) => m.direction === 'out' && m.human);
  const { firstResponse: was, version } = before;
  if (!answer)
    return (
      was && {
        after: { ...before, firstResponse: null, version: version + 1 },
        extra: { worked: null },
        fact: 'inquiries.changed',
      }
    );
  const followedUpAt = followUp(messages.slice(messages.indexOf(answer) + 1), answer.at);
  if (was?.at === answer.at && was.by === answer.by && was.followedUpAt === followedUpAt) return null;
  const isSame = was?.at === answer.at && was.by === answer.by;
  const worked = isSame ? null : await workedTime(tx, before, answer);
  const firstResponse: FirstResponse = isSame
    ? { ...was, followedUpAt, lapsed: was.lapsed && followedUpAt === null }
    : {
        at: answer.at,
        by: answer.by!,
        elapsedMs: Math.max(0, Date.parse(answer.at) - Date.parse(before.receivedAt)),
        workedMs: worked?.countedMs ?? null,
        copied: answer.copied,
        ownClock: await hasClock(tx, before.id, answer.at),
        followedUpAt,
        lapsed: false,
      };
  return {
    after: { ...before, firstResponse, version: version + 1 },
    ...(!isSame && { extra: { worked } }),
    fact: was ? 'inquiries.message_logged' : 'inquiries.first_responded',
  };
}

type Written = { at: string; by: string | null; copied: boolean; direction: 'in' | 'out'; human: boolean };

/** When the talk went on after an answer: in time, by a human, and not with a copy. */
function followUp(later: readonly Written[], answeredAt: string): string | null {
  const limit = Date.parse(answeredAt) + FOLLOW_UP_WINDOW_MS;
  const next = later.find((m) => m.human && !m.copied && m.at > answeredAt && Date.parse(m.at) <= limit);
  return next?.at ?? null;
}

/** The day that the answer ended was this inquiry's: it was the buyer's first message of it. */
const hasClock = async (tx: EntityManager, inquiryId: string, at: string): Promise<boolean> =>
  (
    await tx.query<unknown[]>('select 1 from reply_clock where inquiry_id = $1 and started_at <= $2 limit 1', [
      inquiryId,
      at,
    ])
  ).length > 0;

/** Of whoever answered: on duty, from when it was theirs. */
async function workedTime(
  tx: EntityManager,
  inquiry: Inquiry,
  answer: { at: string; by: string | null },
): Promise<CountedTime | null> {
  const schedule = answer.by ? await scheduleOf(tx, answer.by) : null;
  const since = inquiry.ownerId === answer.by && inquiry.assignedAt ? inquiry.assignedAt : inquiry.receivedAt;
  const counted = schedule && businessTimeBetween(schedule, since, answer.at);
  return counted?.ok ? counted.value : null;
}
