import { Controller } from '@nestjs/common';
import { accessApi as api } from '@tallyboard/contracts/access';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { AccessRead } from './access.read.js';
import { Sessions } from './sessions.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class AccessController {
  constructor(
    private readonly read: AccessRead,
    private readonly open: Sessions,
  ) {}

  @Serve(api.sessions) async sessions(c: RequestContext, _: In<'sessions'>) {
    return { sessions: await this.read.sessions(principalOf(c).tokenId) };
  }
  @Serve(api.endSession) endSession(c: RequestContext, { id }: In<'endSession'>) {
    return this.open.end(commandOf(c), id);
  }
  @Serve(api.failures) async failures(_: RequestContext, __: In<'failures'>) {
    return { failures: await this.read.failures() };
  }
  @Serve(api.audit) audit(_: RequestContext, { before, action }: In<'audit'>) {
    return this.read.audit(before, action);
  }
}
