import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { peopleApi as api } from '@tallyboard/contracts/people';
import { DataSource } from 'typeorm';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { ChangePerson } from './change-person.js';
import { InvitePerson } from './invite-person.js';
import { PairScreen } from './pair-screen.js';
import { PeopleRead } from './people.read.js';
import { ResetPassword } from './reset-password.js';
import { SignIn } from './sign-in.js';
import { User } from './user.entity.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class PeopleController {
  constructor(
    private readonly db: DataSource,
    private readonly signing: SignIn,
    private readonly people: ChangePerson,
    private readonly invites: InvitePerson,
    private readonly resets: ResetPassword,
    private readonly screens: PairScreen,
    private readonly read: PeopleRead,
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
  @Serve(api.updateMe) async updateMe(c: RequestContext, { locale }: In<'updateMe'>) {
    await this.db.manager.update(User, { id: principalOf(c).id }, { locale });
    return {};
  }
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
  @Serve(api.startPairing) startPairing(c: RequestContext, { locale }: In<'startPairing'>) {
    return this.screens.start(c, locale);
  }
  @Serve(api.pollPairing) pollPairing(c: RequestContext, { secret }: In<'pollPairing'>) {
    return this.screens.poll(c, secret);
  }
  @Serve(api.approvePairing) approvePairing(c: RequestContext, input: In<'approvePairing'>) {
    return this.screens.approve(commandOf(c), c.address, input);
  }
  @Serve(api.devices) async devices(c: RequestContext, _: In<'devices'>) {
    return { devices: await this.read.devices(principalOf(c)) };
  }
  @Serve(api.thisDevice) async thisDevice({ principal }: RequestContext, _: In<'thisDevice'>) {
    return {
      device: principal?.kind === 'device' ? await this.screens.self(principal.id) : null,
      signedIn: principal?.kind === 'user',
    };
  }
  @Serve(api.revokeDevice) revokeDevice(c: RequestContext, { id }: In<'revokeDevice'>) {
    return this.screens.revoke(commandOf(c), id);
  }
}
