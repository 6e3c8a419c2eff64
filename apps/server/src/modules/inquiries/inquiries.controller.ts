import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { inquiriesApi as api } from '@tallyboard/contracts/inquiries';
import { commandIn, commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { AssignInquiry } from './assign-inquiry.js';
import { InquiriesRead } from './inquiries.read.js';
import { JudgeInquiry } from './judge-inquiry.js';
import { ReceiveInquiry } from './receive-inquiry.js';
import { ReplyRateRead } from './reply-rate.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

/** Messages, and turning an inquiry into an order, are served by flows. */
@Controller()
export class InquiriesController {
  constructor(
    private readonly read: InquiriesRead,
    private readonly rates: ReplyRateRead,
    private readonly receive: ReceiveInquiry,
    private readonly owners: AssignInquiry,
    private readonly judge: JudgeInquiry,
  ) {}

  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  @Serve(api.rate) rate(c: RequestContext, input: In<'rate'>) {
    return this.rates.rate(principalOf(c), input);
  }
  @Serve(api.gauge) gauge(c: RequestContext, { teamId }: In<'gauge'>) {
    return this.rates.gauge(principalOf(c), teamId);
  }
  @Serve(api.get) get(c: RequestContext, { id }: In<'get'>) {
    return this.read.detail(null, principalOf(c), id);
  }
  @Serve(api.create) create(c: RequestContext, input: In<'create'>) {
    return this.receive.create(commandIn(c, input.teamId), input);
  }
  @Serve(api.change) change(c: RequestContext, input: In<'change'>) {
    return this.judge.change(commandOf(c), input);
  }
  @Serve(api.assign) assign(c: RequestContext, input: In<'assign'>) {
    return this.owners.assign(commandOf(c), input);
  }
  @Serve(api.release) release(c: RequestContext, input: In<'release'>) {
    return this.owners.release(commandOf(c), input);
  }
  @Serve(api.qualify) qualify(c: RequestContext, input: In<'qualify'>) {
    return this.judge.qualify(commandOf(c), input);
  }
  @Serve(api.disqualify) disqualify(c: RequestContext, input: In<'disqualify'>) {
    return this.judge.disqualify(commandOf(c), input);
  }
  @Serve(api.markInvalid) markInvalid(c: RequestContext, input: In<'markInvalid'>) {
    return this.judge.markInvalid(commandOf(c), input);
  }
  @Serve(api.restore) restore(c: RequestContext, input: In<'restore'>) {
    return this.judge.restore(commandOf(c), input);
  }
}
