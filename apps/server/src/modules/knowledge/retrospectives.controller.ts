import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { retrospectivesApi as api } from '@tallyboard/contracts/retrospectives';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { RetrospectivesRead } from './retrospectives.read.js';
import { WriteRetrospective } from './write-retrospective.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class RetrospectivesController {
  constructor(
    private readonly read: RetrospectivesRead,
    private readonly writing: WriteRetrospective,
  ) {}

  @Serve(api.waiting) waiting(c: RequestContext) {
    return this.read.waiting(principalOf(c));
  }
  @Serve(api.ofOrder) ofOrder(c: RequestContext, { id }: In<'ofOrder'>) {
    return this.read.ofOrder(null, principalOf(c), id);
  }
  @Serve(api.begin) begin(c: RequestContext, input: In<'begin'>) {
    return this.writing.begin(commandOf(c), input);
  }
  @Serve(api.pass) pass(c: RequestContext, input: In<'pass'>) {
    return this.writing.pass(commandOf(c), input);
  }
  @Serve(api.offshoot) offshoot(c: RequestContext, input: In<'offshoot'>) {
    return this.writing.offshoot(commandOf(c), input);
  }
}
