import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { surveysApi as api } from '@tallyboard/contracts/surveys';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { AnswerSurvey } from './answer-survey.js';
import { CsatRead } from './csat.read.js';
import { HandOverSurvey } from './hand-over-survey.js';
import { SurveysRead } from './surveys.read.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class SurveysController {
  constructor(
    private readonly read: SurveysRead,
    private readonly rates: CsatRead,
    private readonly handing: HandOverSurvey,
    private readonly buyer: AnswerSurvey,
  ) {}

  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  // Before `/surveys/:token`, which would take it for one.
  @Serve(api.csat) csat(c: RequestContext, input: In<'csat'>) {
    return this.rates.figures(principalOf(c), input);
  }
  @Serve(api.makeLink) makeLink(c: RequestContext, { id }: In<'makeLink'>) {
    return this.handing.link(c, id);
  }
  @Serve(api.markSent) markSent(c: RequestContext, { id }: In<'markSent'>) {
    return this.handing.markSent(commandOf(c), id);
  }
  @Serve(api.see) see(c: RequestContext, { token }: In<'see'>) {
    return this.buyer.see(c, token);
  }
  @Serve(api.answer) answer(c: RequestContext, input: In<'answer'>) {
    return this.buyer.answer(c, input);
  }
}
