import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import { decideReassign, decideRelease } from '@tallyboard/rules/inquiries/decide-inquiry';
import type { CommandContext } from '../../platform/commands/command.js';
import { allocateInquiry, keepOffer } from './allocate-inquiry.js';
import { ChangeInquiry, must } from './change-inquiry.js';
import { told } from './receive-inquiry.js';
import { sellerOf } from './sellers.js';

/** Whose an inquiry is: given by a manager, taken from the queue, or put back into it. */
@Injectable()
export class AssignInquiry {
  constructor(private readonly inquiries: ChangeInquiry) {}

  assign(context: CommandContext, input: InputOf<typeof inquiriesApi.assign>): Promise<InquiryDetail> {
    return this.inquiries.run(context, input.id, async (tx, before, by) => {
      await sellerOf(tx, before.teamId, input.ownerId);
      const after = must(decideReassign(before, input.ownerId, by, input.expectedVersion), before);
      const { id: inquiryId } = before;
      await keepOffer(tx, {
        inquiryId,
        at: context.now,
        byId: by.userId,
        ownerId: input.ownerId,
        allocation: null,
        note: input.note,
      });
      return { after, fact: before.ownerId ? 'inquiries.reassigned' : 'inquiries.assigned', note: input.note || null };
    });
  }

  /** The rule offers it to the next at once; where there is none, it waits in the queue. */
  release(context: CommandContext, input: InputOf<typeof inquiriesApi.release>): Promise<InquiryDetail> {
    return this.inquiries.run(context, input.id, async (tx, before, by) => {
      const released = must(decideRelease(before, by, input.expectedVersion), before);
      const { id: inquiryId } = before;
      await keepOffer(tx, {
        inquiryId,
        at: context.now,
        byId: by.userId,
        ownerId: null,
        allocation: null,
        note: input.note,
      });
      const { after, allocation } = await allocateInquiry(tx, released, context.now);
      return {
        after: { ...after, version: before.version + 1 },
        fact: after.ownerId ? 'inquiries.reassigned' : 'inquiries.released_to_pool',
        allocation: told(allocation),
        note: input.note || null,
      };
    });
  }
}
