import { Controller } from '@nestjs/common';
import { awardsApi as api } from '@tallyboard/contracts/awards';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { commandOf, principalOf, type RequestContext } from '../../../platform/http/request.js';
import { Serve } from '../../../platform/http/serve.js';
import { BadgesRead } from '../badges.read.js';
import { CertificateRead } from '../certificates/certificate.read.js';
import { AwardsRead } from './awards.read.js';
import { DecideAward } from './decide-award.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class AwardsController {
  constructor(
    private readonly read: AwardsRead,
    private readonly deciding: DecideAward,
    private readonly certificates: CertificateRead,
    private readonly badgesRead: BadgesRead,
  ) {}

  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  @Serve(api.wall) wall(c: RequestContext, { teamId }: In<'wall'>) {
    return this.read.wall(principalOf(c), teamId);
  }
  @Serve(api.badges) async badges(c: RequestContext, { teamId }: In<'badges'>) {
    return { people: await this.badgesRead.ofWinners(principalOf(c), teamId) };
  }
  @Serve(api.detail) detail(c: RequestContext, { id }: In<'detail'>) {
    return this.read.detail(principalOf(c), id);
  }
  @Serve(api.certificate) certificate(c: RequestContext, input: In<'certificate'>) {
    return this.certificates.pdf(principalOf(c), input);
  }
  @Serve(api.publish) publish(c: RequestContext, input: In<'publish'>) {
    return this.deciding.publish(commandOf(c), input);
  }
  @Serve(api.withhold) withhold(c: RequestContext, input: In<'withhold'>) {
    return this.deciding.withhold(commandOf(c), input);
  }
  @Serve(api.vote) vote(c: RequestContext, input: In<'vote'>) {
    return this.deciding.vote(commandOf(c), input);
  }
}
