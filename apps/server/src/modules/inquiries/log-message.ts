import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import { mayWrite } from '@tallyboard/rules/inquiries/decide-inquiry';
import type { Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { COPIES_LOOKED_AT, isCopy } from '@tallyboard/rules/inquiries/near-copy';
import { businessTimeBetween, type CountedTime } from '@tallyboard/rules/time/business-time';
import { type EntityManager, IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { type Change, ChangeInquiry } from './change-inquiry.js';
import { InquiryMessage } from './inquiry.entity.js';
import { scheduleOf } from './team-duty.js';

/** What the buyer wrote, and what they were answered. */
@Injectable()
export class LogMessage {
  constructor(private readonly inquiries: ChangeInquiry) {}

  add(context: CommandContext, input: InputOf<typeof inquiriesApi.logMessage>): Promise<InquiryDetail> {
    const { direction, channel, text, automatic, at = context.now } = input;
    if (at > context.now) throw new AppError('inquiries.in_the_future');
    return this.inquiries.run(context, input.id, async (tx, before, by) => {
      const no = mayWrite(before, by);
      if (no) throw new AppError(no);
      const human = !automatic;
      const isAnswer = direction === 'out' && human;
      const copied = isAnswer && isCopy(text, await lastAnswers(tx, by.userId));
      const message = {
        id: uuid(),
        direction,
        channel,
        human,
        authorId: direction === 'out' ? by.userId : null,
        at,
        copied,
        withdrawnAt: null,
      };
      await tx.insert(InquiryMessage, { ...message, inquiryId: before.id, text, createdAt: context.now });
      const first = isAnswer ? await firstAnswer(tx, before) : null;
      return {
        ...first,
        fact: first?.fact ?? 'inquiries.message_logged',
        after: first?.after ?? before,
        clocks: true,
        message,
      };
    });
  }

  withdraw(
    context: CommandContext,
    { id, messageId }: InputOf<typeof inquiriesApi.withdrawMessage>,
  ): Promise<InquiryDetail> {
    return this.inquiries.run(context, id, async (tx, before, by) => {
      const row = await tx.findOne(InquiryMessage, { where: { id: messageId, inquiryId: id, withdrawnAt: IsNull() } });
      if (!row) throw new AppError('inquiries.message_not_found');
      const mine =
        row.authorId === by.userId || before.ownerId === by.userId || by.capabilities.has('inquiries.manage');
      if (!mine) throw new AppError('inquiries.not_yours');
      await tx.update(InquiryMessage, { id: messageId }, { withdrawnAt: context.now });
      const { inquiryId: _, text: __, createdAt: ___, ...mark } = row;
      const message = { ...mark, withdrawnAt: context.now };
      const again = row.direction === 'out' && row.human ? await firstAnswer(tx, before) : null;
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

/** The first human answer as the messages have it now; null while it is the one that is known. */
async function firstAnswer(tx: EntityManager, before: Inquiry): Promise<Omit<Change, 'message'> | null> {
  const [row] = await tx.query<{ at: string; by: string; copied: boolean }[]>(
    `select at, author_id as by, copied from inquiry_message
     where inquiry_id = $1 and direction = 'out' and human and withdrawn_at is null order by at, id limit 1`,
    [before.id],
  );
  if (row?.at === before.firstResponse?.at && row?.by === before.firstResponse?.by) return null;
  const version = before.version + 1;
  if (!row)
    return { after: { ...before, firstResponse: null, version }, extra: { worked: null }, fact: 'inquiries.changed' };
  const worked = await workedTime(tx, before, row);
  const firstResponse = {
    at: row.at,
    by: row.by,
    elapsedMs: Math.max(0, Date.parse(row.at) - Date.parse(before.receivedAt)),
    workedMs: worked?.countedMs ?? null,
    copied: row.copied,
  };
  return { after: { ...before, firstResponse, version }, extra: { worked }, fact: 'inquiries.first_responded' };
}

/** Of whoever answered: on duty, from when it was theirs. */
async function workedTime(
  tx: EntityManager,
  inquiry: Inquiry,
  answer: { at: string; by: string },
): Promise<CountedTime | null> {
  const schedule = await scheduleOf(tx, answer.by);
  const since = inquiry.ownerId === answer.by && inquiry.assignedAt ? inquiry.assignedAt : inquiry.receivedAt;
  const counted = schedule && businessTimeBetween(schedule, since, answer.at);
  return counted?.ok ? counted.value : null;
}
