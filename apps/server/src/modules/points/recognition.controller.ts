import { Controller } from '@nestjs/common';
import { adjustmentsApi } from '@tallyboard/contracts/adjustments';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { kudosApi } from '@tallyboard/contracts/kudos';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { AdjustPoints } from './adjust-points.js';
import { GiveKudos } from './give-kudos.js';
import { KudosRead } from './kudos.read.js';

type Kudos<K extends keyof typeof kudosApi> = InputOf<(typeof kudosApi)[K]>;
type Adjustments<K extends keyof typeof adjustmentsApi> = InputOf<(typeof adjustmentsApi)[K]>;

/** Points that people give by decision: kudos and adjustments. */
@Controller()
export class RecognitionController {
  constructor(
    private readonly kudos: KudosRead,
    private readonly giving: GiveKudos,
    private readonly adjusting: AdjustPoints,
  ) {}

  @Serve(kudosApi.list) list(c: RequestContext, input: Kudos<'list'>) {
    return this.kudos.list(principalOf(c), input);
  }
  @Serve(kudosApi.give) give(c: RequestContext, input: Kudos<'give'>) {
    return this.giving.give(commandOf(c), input);
  }
  @Serve(kudosApi.withdraw) withdraw(c: RequestContext, { id }: Kudos<'withdraw'>) {
    return this.giving.withdraw(commandOf(c), id);
  }
  @Serve(kudosApi.held) held(c: RequestContext, { teamId }: Kudos<'held'>) {
    return this.kudos.held(principalOf(c), teamId);
  }
  @Serve(kudosApi.decide) decide(c: RequestContext, input: Kudos<'decide'>) {
    return this.giving.decide(commandOf(c), input);
  }
  @Serve(adjustmentsApi.list) adjustments(c: RequestContext, input: Adjustments<'list'>) {
    return this.adjusting.list(principalOf(c), input);
  }
  @Serve(adjustmentsApi.propose) propose(c: RequestContext, input: Adjustments<'propose'>) {
    return this.adjusting.propose(commandOf(c), input);
  }
  @Serve(adjustmentsApi.decide) decideAdjustment(c: RequestContext, input: Adjustments<'decide'>) {
    return this.adjusting.decide(commandOf(c), input);
  }
}
