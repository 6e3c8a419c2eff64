import { Injectable } from '@nestjs/common';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { InquiryChanged } from '@tallyboard/contracts/inquiry-cards';
import { decideAssign } from '@tallyboard/rules/inquiries/decide-inquiry';
import type { Channel, Inquiry, SourceKind } from '@tallyboard/rules/inquiries/inquiry';
import { isOwnAddress } from '@tallyboard/rules/inquiries/own-domains';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import type { NewFact } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { allocateInquiry, keepOffer } from './allocate-inquiry.js';
import { inquiryFact, refreshWaits } from './change-inquiry.js';
import { InquiriesRead } from './inquiries.read.js';
import { InquiryMessage, InquiryRow } from './inquiry.entity.js';
import { buyerKeyOf, lockBuyer, officeZone, updateInquiry } from './inquiry-table.js';
import { ownDomainsOf } from './own-domains.js';
import { sellerOf } from './sellers.js';

/** An inquiry as it comes in, from wherever. */
export type NewInquiry = {
  teamId: string;
  sourceKind: SourceKind;
  source: { id: string; name: string } | null;
  externalKey: string | null;
  network: string | null;
  buyer: string;
  contact: { name: string; email: string; phone: string };
  country: string | null;
  language: string | null;
  product: string;
  subject: string;
  text: string;
  channel: Channel;
  receivedAt: string;
  customerId: string | null;
  ownerId: string | null;
};

@Injectable()
export class ReceiveInquiry {
  constructor(
    private readonly commands: Commands,
    private readonly read: InquiriesRead,
  ) {}

  /** By hand. */
  create(context: CommandContext, input: InputOf<typeof inquiriesApi.create>): Promise<InquiryDetail> {
    const { teamId } = context.principal;
    const { receivedAt = context.now, customerId = null, ownerId = null, teamId: _, ...fields } = input;
    if (receivedAt > context.now) throw new AppError('inquiries.in_the_future');
    if (ownerId && ownerId !== context.actorId && !context.principal.capabilities.has('inquiries.manage'))
      throw new AppError('inquiries.manager_assigns');
    return this.commands.run(context, async (tx) => {
      const { inquiry, facts } = await this.inTransaction(tx, context, {
        ...fields,
        teamId,
        sourceKind: 'manual',
        source: null,
        externalKey: null,
        network: null,
        receivedAt,
        customerId,
        ownerId,
      });
      return { reply: await this.read.detail(tx, context.principal, inquiry.id), facts };
    });
  }

  /** Takes it in, starts its clock, and gives it to somebody. */
  async inTransaction(
    tx: EntityManager,
    { actorId, now }: Pick<CommandContext, 'actorId' | 'now'>,
    { source, contact, text, channel, externalKey, network, ownerId, ...given }: NewInquiry,
  ): Promise<{ inquiry: Inquiry; facts: NewFact[] }> {
    if (ownerId) await sellerOf(tx, given.teamId, ownerId);
    if (given.customerId) await refuseUnknown(tx, given.customerId);
    const customerId = given.customerId ?? (await knownCustomer(tx, given.teamId, contact.email, given.buyer));
    const buyerKey = await buyerKeyOf(tx, {
      customerId,
      email: contact.email,
      phone: contact.phone,
      buyer: given.buyer,
    });
    await lockBuyer(tx, given.teamId, buyerKey);
    const received: Inquiry = {
      ...given,
      id: uuid(),
      no: await nextNumber(tx, given.teamId, given.receivedAt),
      sourceId: source?.id ?? null,
      sourceName: source?.name ?? '',
      customerId,
      buyerKey,
      internal: isOwnAddress(contact.email, await ownDomainsOf(tx)),
      status: 'open',
      ownerId: null,
      assignedAt: null,
      offeredTo: [],
      createdBy: actorId,
      firstResponse: null,
      quality: null,
      qualifiedAt: null,
      qualifiedBy: null,
      qualifiedFor: null,
      invalid: null,
      waitingSince: null,
      dueAt: null,
      escalated: 0,
      orderId: null,
      version: 1,
    };
    const { sourceName: _, ...columns } = received;
    await tx.insert(InquiryRow, {
      ...columns,
      offeredTo: [],
      externalKey,
      network,
      worked: null,
      contactName: contact.name,
      contactEmail: contact.email,
      contactPhone: contact.phone,
    });
    const message = {
      id: uuid(),
      direction: 'in',
      channel,
      human: true,
      authorId: null,
      at: given.receivedAt,
      copied: false,
      withdrawnAt: null,
    } as const;
    await tx.insert(InquiryMessage, { ...message, inquiryId: received.id, text, createdAt: now });
    return this.give(tx, received, message, ownerId, { actorId, now });
  }

  private async give(
    tx: EntityManager,
    received: Inquiry,
    message: NonNullable<InquiryChanged['message']>,
    ownerId: string | null,
    { actorId, now }: { actorId: string; now: string },
  ): Promise<{ inquiry: Inquiry; facts: NewFact[] }> {
    const waits = await refreshWaits(tx, { teamId: received.teamId, buyerKey: received.buyerKey, now });
    const own = waits.find((w) => w.after.id === received.id);
    const waiting = own?.current ?? received;
    const facts = [
      inquiryFact('inquiries.received', own?.after ?? received, null, { message }),
      ...waits.filter((w) => w !== own).map((w) => inquiryFact('inquiries.changed', w.after, w.before)),
      ...waits.flatMap((w) => w.warning),
    ];
    const { after, allocation } = ownerId
      ? { after: decideAssign(waiting, ownerId, now), allocation: null }
      : await allocateInquiry(tx, waiting, now);
    if (ownerId)
      await keepOffer(tx, { inquiryId: received.id, at: now, byId: actorId, ownerId, allocation: null, note: '' });
    if (after === waiting) return { inquiry: waiting, facts };
    await updateInquiry(tx, waiting, after);
    return {
      inquiry: after,
      facts: [...facts, inquiryFact('inquiries.assigned', after, waiting, { allocation: told(allocation) })],
    };
  }
}

/** As facts carry it. */
export const told = (
  allocation: Awaited<ReturnType<typeof allocateInquiry>>['allocation'] | null,
): InquiryChanged['allocation'] => allocation && { ...allocation, scored: [...allocation.scored] };

async function refuseUnknown(tx: EntityManager, customerId: string): Promise<void> {
  const [known] = await tx.query<unknown[]>('select 1 from customers_customer_view where id = $1', [customerId]);
  if (!known) throw new AppError('customers.not_found');
}

/** A buyer we know: by the address of a contact of ours or of a customer we have an order of, else by the name, which everybody knows. */
async function knownCustomer(tx: EntityManager, teamId: string, email: string, buyer: string): Promise<string | null> {
  const [known] = await tx.query<{ id: string }[]>(
    `select k.customer_id as id, 1 as rank from customers_contact_view k where k.email = lower($1)
       and (k.team_id = $3 or exists (select 1 from orders_order_view o where o.customer_id = k.customer_id and o.team_id = $3))
     union all select id, 2 from customers_customer_view where lower(name) = lower($2) order by rank limit 1`,
    [email, buyer, teamId],
  );
  return known?.id ?? null;
}

/** `IQ-2611-001`: year and month of the office, and a number that counts up within it. */
async function nextNumber(tx: EntityManager, teamId: string, at: string): Promise<string> {
  const prefix = `IQ-${businessDay(at, await officeZone(tx))
    .slice(2, 7)
    .replace('-', '')}-`;
  const [row] = await tx.query<[{ last: number }]>(
    `insert into inquiry_number as n (team_id, prefix, last) values ($1, $2, 1) on conflict (team_id, prefix) do update set last = n.last + 1 returning last`,
    [teamId, prefix],
  );
  return prefix + String(row.last).padStart(3, '0');
}
