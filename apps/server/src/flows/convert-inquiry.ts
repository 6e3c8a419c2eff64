import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { decideConvert } from '@tallyboard/rules/inquiries/decide-inquiry';
import type { EntityManager } from 'typeorm';
import { CustomersRead } from '../modules/customers/customers.read.js';
import { SaveCustomer } from '../modules/customers/save-customer.js';
import { ChangeInquiry, must } from '../modules/inquiries/change-inquiry.js';
import { InquiriesRead } from '../modules/inquiries/inquiries.read.js';
import { buyerKeyOf } from '../modules/inquiries/inquiry-table.js';
import { CreateOrder } from '../modules/orders/create-order.js';
import { isRankClash } from '../modules/orders/ranks.js';
import type { CommandContext, Done } from '../platform/commands/command.js';
import { Commands } from '../platform/commands/run-command.js';
import type { NewFact } from '../platform/feeds/fact.js';
import { AppError } from '../platform/http/app-error.js';

type Input = InputOf<typeof inquiriesApi.convert>;
type Reply = ReplyOf<typeof inquiriesApi.convert>;

/** An order of an inquiry, with the customer and the person there, in one piece: whoever had the inquiry has the order. */
@Injectable()
export class ConvertInquiry {
  constructor(
    private readonly commands: Commands,
    private readonly inquiries: ChangeInquiry,
    private readonly read: InquiriesRead,
    private readonly customers: SaveCustomer,
    private readonly known: CustomersRead,
    private readonly orders: CreateOrder,
  ) {}

  run(context: CommandContext, input: Input): Promise<Reply> {
    return this.commands.run(context, (tx) => this.inTransaction(tx, context, input), isRankClash);
  }

  private async inTransaction(tx: EntityManager, context: CommandContext, input: Input): Promise<Done<Reply>> {
    const made: { card?: Reply['card']; facts: NewFact[] } = { facts: [] };
    const facts = await this.inquiries.inTransaction(tx, context, input.id, async (_, before, by) => {
      const { contact } = await this.read.detail(tx, context.principal, input.id);
      const inTeam = { ...context, principal: { ...context.principal, teamId: before.teamId } };
      const customerId = await this.customerOf(tx, inTeam, input, before.customerId);
      // Only the team that entered a customer changes who is known there.
      const { mayChange } = await this.known.detail(tx, inTeam.principal, customerId);
      if (contact?.name && mayChange) await this.customers.addContact(tx, customerId, { ...contact, title: '' });
      const { reply, facts: told } = await this.orders.inTransaction(tx, inTeam, {
        customerId,
        title: input.title ?? (before.quality?.product || before.product || before.subject),
        stage: 'INQUIRY',
        ...(before.ownerId && { owners: { sales: before.ownerId, documents: null, logistics: null } }),
      });
      Object.assign(made, { card: reply.card, facts: told });
      const after = must(
        decideConvert(before, { orderId: reply.card.id, customerId }, by, input.expectedVersion),
        before,
      );
      return {
        after: { ...after, buyerKey: await buyerKeyOf(tx, { customerId, email: '', phone: '', buyer: before.buyer }) },
        fact: 'inquiries.converted',
        clocks: true,
      };
    });
    const reply = { inquiry: await this.read.detail(tx, context.principal, input.id), card: made.card! };
    return { reply, facts: [...made.facts, ...facts] };
  }

  private async customerOf(
    tx: EntityManager,
    { principal, now }: CommandContext,
    { customerId, newCustomer }: Input,
    known: string | null,
  ): Promise<string> {
    if (newCustomer) return (await this.customers.create(tx, principal, newCustomer, now)).id;
    const id = customerId ?? known;
    if (!id) throw new AppError('customers.not_found');
    return id;
  }
}
