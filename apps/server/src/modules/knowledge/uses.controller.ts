import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { knowledgeUsesApi as api } from '@tallyboard/contracts/knowledge-uses';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { UseOnOrder } from './use-on-order.js';
import { UsesRead } from './uses.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

/** Replies with templates in them are served by a flow. */
@Controller()
export class UsesController {
  constructor(
    private readonly read: UsesRead,
    private readonly orders: UseOnOrder,
  ) {}

  @Serve(api.ofOrder) ofOrder(c: RequestContext, input: In<'ofOrder'>) {
    return this.read.ofOrder(null, principalOf(c), input);
  }
  @Serve(api.ofInquiry) ofInquiry(c: RequestContext, { inquiryId }: In<'ofInquiry'>) {
    return this.read.ofInquiry(principalOf(c), inquiryId);
  }
  @Serve(api.ofItem) ofItem(c: RequestContext, { id }: In<'ofItem'>) {
    return this.read.ofItem(principalOf(c), id);
  }
  @Serve(api.attach) attach(c: RequestContext, input: In<'attach'>) {
    return this.orders.attach(commandOf(c), input);
  }
  @Serve(api.detach) detach(c: RequestContext, input: In<'detach'>) {
    return this.orders.detach(commandOf(c), input);
  }
  @Serve(api.tick) tick(c: RequestContext, input: In<'tick'>) {
    return this.orders.tick(commandOf(c), input);
  }
}
