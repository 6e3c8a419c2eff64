import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { rewardsApi as api } from '@tallyboard/contracts/rewards';
import { commandOf, principalOf, type RequestContext } from '../../../platform/http/request.js';
import { Serve } from '../../../platform/http/serve.js';
import { DecideReward } from './decide-reward.js';
import { RewardsRead } from './rewards.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class RewardsController {
  constructor(
    private readonly read: RewardsRead,
    private readonly deciding: DecideReward,
  ) {}

  @Serve(api.mine) mine(c: RequestContext, _: In<'mine'>) {
    return this.read.mine(principalOf(c));
  }
  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  @Serve(api.decide) decide(c: RequestContext, input: In<'decide'>) {
    return this.deciding.decide(commandOf(c), input);
  }
  @Serve(api.setPolicy) setPolicy(c: RequestContext, input: In<'setPolicy'>) {
    return this.deciding.setPolicy(commandOf(c), input);
  }
}
