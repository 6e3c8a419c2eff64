import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { sessionsApi as api } from '@tallyboard/contracts/sessions';
import { commandOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { InvitePerson } from './invite-person.js';
import { PeopleRead } from './people.read.js';
import { ResetPassword } from './reset-password.js';
import { SignIn } from './sign-in.js';
import { UpdateMe } from './update-me.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class SessionsController {
  constructor(
    private readonly signing: SignIn,
    private readonly invites: InvitePerson,
    private readonly resets: ResetPassword,
    private readonly read: PeopleRead,
    private readonly mine: UpdateMe,
  ) {}

  @Serve(api.signIn) signIn(c: RequestContext, input: In<'signIn'>) {
    return this.signing.signIn(c, input);
  }
  @Serve(api.signOut) signOut(c: RequestContext, _: In<'signOut'>) {
    return this.signing.signOut(c);
  }
  @Serve(api.me) async me({ principal }: RequestContext, _: In<'me'>) {
    return { me: principal?.kind === 'user' ? await this.read.me(principal.id) : null };
  }
  @Serve(api.changePassword) changePassword(c: RequestContext, input: In<'changePassword'>) {
    return this.signing.changePassword(c, input);
  }
  @Serve(api.updateMe) updateMe(c: RequestContext, input: In<'updateMe'>) {
    return this.mine.update(commandOf(c), input);
  }
  @Serve(api.invite) invite(c: RequestContext, input: In<'invite'>) {
    return this.invites.invite(c, input);
  }
  @Serve(api.seeInvite) seeInvite(_: RequestContext, { token }: In<'seeInvite'>) {
    return this.invites.see(token);
  }
  @Serve(api.acceptInvite) acceptInvite(c: RequestContext, input: In<'acceptInvite'>) {
    return this.invites.accept(c, input);
  }
  @Serve(api.resetLink) resetLink(c: RequestContext, input: In<'resetLink'>) {
    return this.resets.link(c, input);
  }
  @Serve(api.seeReset) seeReset(_: RequestContext, { token }: In<'seeReset'>) {
    return this.resets.see(token);
  }
  @Serve(api.resetPassword) resetPassword(c: RequestContext, input: In<'resetPassword'>) {
    return this.resets.reset(c, input);
  }
}
