import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { pointsApi as api } from '@tallyboard/contracts/points';
import { principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { BadgesRead } from './badges.read.js';
import { LeagueRead } from './league.read.js';
import { PointsRead } from './points.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class PointsController {
  constructor(
    private readonly read: PointsRead,
    private readonly leagues: LeagueRead,
    private readonly badgesRead: BadgesRead,
  ) {}

  @Serve(api.mine) mine(c: RequestContext, { season }: In<'mine'>) {
    return this.read.mine(principalOf(c), season);
  }
  @Serve(api.badges) async badges(c: RequestContext, _: In<'badges'>) {
    return { badges: await this.badgesRead.of(principalOf(c)) };
  }
  @Serve(api.of) of(c: RequestContext, { userId }: In<'of'>) {
    return this.read.of(principalOf(c), userId);
  }
  @Serve(api.standing) standing(c: RequestContext, _: In<'standing'>) {
    return this.leagues.standing(principalOf(c));
  }
  @Serve(api.league) league(c: RequestContext, { teamId }: In<'league'>) {
    return this.leagues.league(principalOf(c), teamId);
  }
  @Serve(api.ofOrder) async ofOrder(c: RequestContext, { orderId }: In<'ofOrder'>) {
    return { entries: await this.read.ofOrder(principalOf(c), orderId) };
  }
  @Serve(api.why) why(c: RequestContext, { id }: In<'why'>) {
    return this.read.why(principalOf(c), id);
  }
}
