import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { storeApi as api } from '@tallyboard/contracts/store';
import { commandOf, principalOf, type RequestContext } from '../../../platform/http/request.js';
import { Serve } from '../../../platform/http/serve.js';
import { Redeem } from './redeem.js';
import { RunStore } from './run-store.js';
import { StoreRead } from './store.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class StoreController {
  constructor(
    private readonly read: StoreRead,
    private readonly redeeming: Redeem,
    private readonly running: RunStore,
  ) {}

  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  @Serve(api.credits) credits(c: RequestContext) {
    return this.read.mine(principalOf(c));
  }
  @Serve(api.redemptions) redemptions(c: RequestContext, input: In<'redemptions'>) {
    return this.read.redemptions(principalOf(c), input);
  }
  @Serve(api.redeem) redeem(c: RequestContext, input: In<'redeem'>) {
    return this.redeeming.ask(commandOf(c), input);
  }
  @Serve(api.decide) decide(c: RequestContext, input: In<'decide'>) {
    return this.redeeming.decide(commandOf(c), input);
  }
  @Serve(api.add) add(c: RequestContext, input: In<'add'>) {
    return this.running.add(commandOf(c), input);
  }
  // Before `/store/:id`, which would take the word for an id.
  @Serve(api.setPolicy) setPolicy(c: RequestContext, input: In<'setPolicy'>) {
    return this.running.setPolicy(commandOf(c), input);
  }
  @Serve(api.change) change(c: RequestContext, input: In<'change'>) {
    return this.running.change(commandOf(c), input);
  }
  @Serve(api.suggest) suggest(c: RequestContext, input: In<'suggest'>) {
    return this.running.suggest(commandOf(c), input);
  }
  @Serve(api.settleSuggestion) settle(c: RequestContext, input: In<'settleSuggestion'>) {
    return this.running.settle(commandOf(c), input);
  }
}
