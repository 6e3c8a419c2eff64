import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { pointsApi as api } from '@tallyboard/contracts/points';
import { actingIn } from '../../platform/auth/acting-in.js';
import { principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { PointsRead } from './points.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class PointsController {
  constructor(private readonly read: PointsRead) {}

  @Serve(api.mine) mine(c: RequestContext, { season }: In<'mine'>) {
    return this.read.mine(principalOf(c), season);
  }
  @Serve(api.of) of(c: RequestContext, { userId }: In<'of'>) {
    return this.read.of(principalOf(c), userId);
  }
  @Serve(api.league) async league(c: RequestContext, { teamId }: In<'league'>) {
    return this.read.league(actingIn(principalOf(c), teamId).teamId);
  }
  @Serve(api.ofOrder) async ofOrder(c: RequestContext, { orderId }: In<'ofOrder'>) {
    return { entries: await this.read.ofOrder(principalOf(c), orderId) };
  }
  @Serve(api.why) why(c: RequestContext, { id }: In<'why'>) {
    return this.read.why(principalOf(c), id);
  }
}
