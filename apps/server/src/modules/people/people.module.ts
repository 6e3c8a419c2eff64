import { Global, Module } from '@nestjs/common';
import { PrincipalSource } from '../../platform/auth/principal.js';
import { AccessController } from './access.controller.js';
import { AccessRead } from './access.read.js';
import { ChangePerson } from './change-person.js';
import { InvitePerson } from './invite-person.js';
import { KnownDevices } from './known-devices.js';
import { LinksController } from './links.controller.js';
import { LoginThrottle } from './login-throttle.js';
import { OneTimeLink } from './one-time-link.js';
import { OpenLinksRead } from './open-links.read.js';
import { PairScreen } from './pair-screen.js';
import { RenewScreen } from './renew-screen.js';
import { PeopleController } from './people.controller.js';
import { PeopleRead } from './people.read.js';
import { Principals } from './principals.js';
import { ResetPassword } from './reset-password.js';
import { ScreensController } from './screens.controller.js';
import { SessionsController } from './sessions.controller.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { UpdateMe } from './update-me.js';
import { WithdrawLink } from './withdraw-link.js';

/** Global, since every request asks it who is calling. */
@Global()
@Module({
  controllers: [SessionsController, PeopleController, ScreensController, AccessController, LinksController],
  providers: [
    SignIn,
    UpdateMe,
    ChangePerson,
    InvitePerson,
    ResetPassword,
    OneTimeLink,
    OpenLinksRead,
    WithdrawLink,
    PairScreen,
    RenewScreen,
    LoginThrottle,
    KnownDevices,
    Sessions,
    PeopleRead,
    AccessRead,
    Principals,
    { provide: PrincipalSource, useExisting: Principals },
  ],
  exports: [PrincipalSource, SignIn, PeopleRead, Sessions],
})
export class PeopleModule {}
