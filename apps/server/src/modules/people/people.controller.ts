import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { peopleApi as api } from '@tallyboard/contracts/people';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { ChangePerson } from './change-person.js';
import { PeopleRead } from './people.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class PeopleController {
  constructor(
    private readonly people: ChangePerson,
    private readonly read: PeopleRead,
  ) {}

  @Serve(api.list) list(c: RequestContext, _: In<'list'>) {
    return this.read.members(principalOf(c));
  }
  @Serve(api.change) change(c: RequestContext, input: In<'change'>) {
    return this.people.change(commandOf(c), input);
  }
  @Serve(api.transfer) transfer(c: RequestContext, input: In<'transfer'>) {
    return this.people.transfer(commandOf(c), input);
  }
  @Serve(api.disable) async disable(c: RequestContext, input: In<'disable'>) {
    return this.people.disable(commandOf(c), input);
  }
  @Serve(api.enable) enable(c: RequestContext, input: In<'enable'>) {
    return this.people.enable(commandOf(c), input);
  }
}
