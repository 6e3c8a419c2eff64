import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { intakeApi as api } from '@tallyboard/contracts/inquiry-intake';
import { commandIn, commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { ImportInquiries } from './import-inquiries.js';
import { Intake } from './intake.js';
import { OwnDomains } from './own-domains.js';
import { Profiles } from './profiles.js';
import { Sources } from './sources.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class IntakeController {
  constructor(
    private readonly origins: Sources,
    private readonly people: Profiles,
    private readonly intake: Intake,
    private readonly sheets: ImportInquiries,
    private readonly domains: OwnDomains,
  ) {}

  @Serve(api.sources) sources(c: RequestContext, input: In<'sources'>) {
    return this.origins.list(principalOf(c), input);
  }
  @Serve(api.addSource) addSource(c: RequestContext, input: In<'addSource'>) {
    return this.origins.add(commandIn(c, input.teamId), input);
  }
  @Serve(api.changeSource) changeSource(c: RequestContext, input: In<'changeSource'>) {
    return this.origins.change(commandOf(c), input);
  }
  @Serve(api.renewToken) renewToken(c: RequestContext, input: In<'renewToken'>) {
    return this.origins.renew(commandOf(c), input);
  }
  @Serve(api.profiles) profiles(c: RequestContext, input: In<'profiles'>) {
    return this.people.list(principalOf(c), input);
  }
  @Serve(api.setProfile) setProfile(c: RequestContext, input: In<'setProfile'>) {
    return this.people.set(commandOf(c), input);
  }
  @Serve(api.ownDomains) ownDomains() {
    return this.domains.read();
  }
  @Serve(api.setOwnDomains) setOwnDomains(c: RequestContext, input: In<'setOwnDomains'>) {
    return this.domains.set(commandOf(c), input);
  }
  @Serve(api.importSheet) importSheet(c: RequestContext, input: In<'importSheet'>) {
    return this.sheets.run(commandIn(c, input.teamId), input);
  }
  @Serve(api.form) form(_: RequestContext, input: In<'form'>) {
    return this.intake.form(input);
  }
  @Serve(api.receive) receive(c: RequestContext, input: In<'receive'>) {
    return this.intake.receive(input, c.address);
  }
}
