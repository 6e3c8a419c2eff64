import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import { InquiriesRead } from '../modules/inquiries/inquiries.read.js';
import { LogMessage } from '../modules/inquiries/log-message.js';
import { UseInReply } from '../modules/knowledge/use-in-reply.js';
import type { CommandContext } from '../platform/commands/command.js';
import { Commands } from '../platform/commands/run-command.js';

/** A message and the templates that stand in it: both are kept or neither (decision 34). */
@Injectable()
export class LogReply {
  constructor(
    private readonly commands: Commands,
    private readonly messages: LogMessage,
    private readonly uses: UseInReply,
    private readonly read: InquiriesRead,
  ) {}

  add(context: CommandContext, input: InputOf<typeof inquiriesApi.logMessage>): Promise<InquiryDetail> {
    return this.commands.run(context, async (tx) => {
      const { facts, inquiry, messageId } = await this.messages.addInTransaction(tx, context, input);
      const { teamId, orderId } = inquiry;
      const reply = { messageId, inquiryId: input.id, teamId, orderId, text: input.text };
      // What a buyer wrote, or a machine sent, was written with nobody’s template.
      const used = input.direction === 'out' && !input.automatic ? (input.used ?? []) : [];
      const told = await this.uses.add(tx, context, reply, used);
      return { reply: await this.read.detail(tx, context.principal, input.id), facts: [...facts, ...told] };
    });
  }

  withdraw(context: CommandContext, input: InputOf<typeof inquiriesApi.withdrawMessage>): Promise<InquiryDetail> {
    return this.commands.run(context, async (tx) => {
      const facts = await this.messages.withdrawInTransaction(tx, context, input);
      const told = await this.uses.withdraw(tx, context, input.messageId);
      return { reply: await this.read.detail(tx, context.principal, input.id), facts: [...facts, ...told] };
    });
  }
}
