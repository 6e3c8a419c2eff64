import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { linksApi as api } from '@tallyboard/contracts/links';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { InvitePerson } from './invite-person.js';
import { OpenLinksRead } from './open-links.read.js';
import { WithdrawLink } from './withdraw-link.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class LinksController {
  constructor(
    private readonly read: OpenLinksRead,
    private readonly invites: InvitePerson,
    private readonly withdraw: WithdrawLink,
  ) {}

  @Serve(api.open) async open(c: RequestContext, _: In<'open'>) {
    return { links: await this.read.list(principalOf(c)) };
  }
  @Serve(api.withdrawInvite) withdrawInvite(c: RequestContext, { id }: In<'withdrawInvite'>) {
    return this.withdraw.invite(commandOf(c), id);
  }
  @Serve(api.renewInvite) renewInvite(c: RequestContext, input: In<'renewInvite'>) {
    return this.invites.renew(c, input);
  }
  @Serve(api.withdrawReset) withdrawReset(c: RequestContext, { id }: In<'withdrawReset'>) {
    return this.withdraw.reset(commandOf(c), id);
  }
}
