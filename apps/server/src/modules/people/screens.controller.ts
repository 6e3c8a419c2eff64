import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { screensApi as api } from '@tallyboard/contracts/screens';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { PairScreen } from './pair-screen.js';
import { PeopleRead } from './people.read.js';
import { RenewScreen } from './renew-screen.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class ScreensController {
  constructor(
    private readonly screens: PairScreen,
    private readonly read: PeopleRead,
    private readonly renewals: RenewScreen,
  ) {}

  @Serve(api.startPairing) startPairing(c: RequestContext, { locale }: In<'startPairing'>) {
    return this.screens.start(c, locale);
  }
  @Serve(api.pollPairing) pollPairing(c: RequestContext, { secret }: In<'pollPairing'>) {
    return this.screens.poll(c, secret);
  }
  @Serve(api.seePairing) seePairing(c: RequestContext, { code }: In<'seePairing'>) {
    return this.screens.see(principalOf(c), code);
  }
  @Serve(api.approvePairing) approvePairing(c: RequestContext, input: In<'approvePairing'>) {
    return this.screens.approve(commandOf(c), input);
  }
  @Serve(api.devices) async devices(c: RequestContext, _: In<'devices'>) {
    return { devices: await this.read.devices(principalOf(c)) };
  }
  @Serve(api.thisDevice) async thisDevice(c: RequestContext, _: In<'thisDevice'>) {
    const { principal } = c;
    await this.renewals.ifDue(c);
    return {
      device: principal?.kind === 'device' ? await this.screens.self(principal.id) : null,
      signedIn: principal?.kind === 'user',
    };
  }
  @Serve(api.revokeDevice) revokeDevice(c: RequestContext, { id }: In<'revokeDevice'>) {
    return this.screens.revoke(commandOf(c), id);
  }
}
