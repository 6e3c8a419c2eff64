import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import {
  decideDisqualify,
  decideInvalid,
  decideQualify,
  decideRestore,
  mayChange,
} from '@tallyboard/rules/inquiries/decide-inquiry';
import type { Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { internalAfter, isOwnAddress } from '@tallyboard/rules/inquiries/own-domains';
import { refused } from '@tallyboard/rules/outcome';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { ChangeInquiry, must } from './change-inquiry.js';
import type { InquiryRow } from './inquiry.entity.js';
import { buyerKeyOf } from './inquiry-table.js';
import { ownDomainsOf } from './own-domains.js';

type In<K extends keyof typeof inquiriesApi> = InputOf<(typeof inquiriesApi)[K]>;

/** What an inquiry is worth, and what becomes known of it. */
@Injectable()
export class JudgeInquiry {
  constructor(private readonly inquiries: ChangeInquiry) {}

  qualify(context: CommandContext, input: In<'qualify'>): Promise<InquiryDetail> {
    return this.inquiries.run(context, input.id, (_, before, by) =>
      Promise.resolve({
        after: must(decideQualify(before, input.quality, by, input.expectedVersion), before),
        fact: before.status === 'qualified' ? 'inquiries.changed' : 'inquiries.qualified',
      }),
    );
  }

  disqualify(context: CommandContext, input: In<'disqualify'>): Promise<InquiryDetail> {
    return this.inquiries.run(context, input.id, (_, before, by) =>
      Promise.resolve({
        after: must(decideDisqualify(before, by, input.expectedVersion), before),
        fact: 'inquiries.disqualified',
      }),
    );
  }

  markInvalid(context: CommandContext, { id, expectedVersion, ...why }: In<'markInvalid'>): Promise<InquiryDetail> {
    return this.inquiries.run(context, id, async (tx, before, by) => {
      if (why.duplicateOf) {
        const [other] = await tx.query<unknown[]>('select 1 from inquiry where id = $1 and team_id = $2', [
          why.duplicateOf,
          before.teamId,
        ]);
        if (!other) throw new AppError('inquiries.not_found');
      }
      const after = must(decideInvalid(before, why, by, expectedVersion), before);
      return { after, fact: 'inquiries.marked_invalid', clocks: true, note: why.note || null };
    });
  }

  restore(context: CommandContext, { id, expectedVersion }: In<'restore'>): Promise<InquiryDetail> {
    return this.inquiries.run(context, id, (_, before, by) =>
      Promise.resolve({
        after: must(decideRestore(before, by, expectedVersion), before),
        fact: 'inquiries.restored',
        clocks: true,
      }),
    );
  }

  change(context: CommandContext, { id, expectedVersion, contact, ...fields }: In<'change'>): Promise<InquiryDetail> {
    return this.inquiries.run(context, id, async (tx, before, by) => {
      const no = mayChange(before, by, expectedVersion);
      if (no) must(refused(no), before);
      if (fields.customerId) {
        const [known] = await tx.query<unknown[]>('select 1 from customers_customer_view where id = $1', [
          fields.customerId,
        ]);
        if (!known) throw new AppError('customers.not_found');
      }
      const [is] = await tx.query<[{ email: string; phone: string }]>(
        'select contact_email as email, contact_phone as phone from inquiry where id = $1',
        [id],
      );
      const after: Inquiry = { ...before, ...given(fields), version: before.version + 1 };
      const reach = contact ?? is;
      const internal =
        reach.email === is.email
          ? before.internal
          : internalAfter(
              before.internal,
              isOwnAddress(reach.email, await ownDomainsOf(tx)),
              by.capabilities.has('inquiries.manage'),
            );
      const buyerKey = await buyerKeyOf(tx, {
        customerId: after.customerId,
        email: reach.email,
        phone: reach.phone,
        buyer: after.buyer,
      });
      const extra: Partial<InquiryRow> = contact
        ? { contactName: contact.name, contactEmail: contact.email, contactPhone: contact.phone }
        : {};
      // Another country or another buyer may change which of their days count.
      return { after: { ...after, buyerKey, internal }, extra, fact: 'inquiries.changed', clocks: true };
    });
  }
}

/** Without the fields that were left out. */
const given = (fields: object): Partial<Inquiry> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
