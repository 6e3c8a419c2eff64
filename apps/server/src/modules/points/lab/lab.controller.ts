import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ruleLabApi as api } from '@tallyboard/contracts/rule-lab';
import { commandOf, type RequestContext } from '../../../platform/http/request.js';
import { Serve } from '../../../platform/http/serve.js';
import { RulesRead } from './rules.read.js';
import { RunLab } from './run-lab.js';
import { ScheduleRules } from './schedule-rules.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class LabController {
  constructor(
    private readonly read: RulesRead,
    private readonly lab: RunLab,
    private readonly scheduling: ScheduleRules,
  ) {}

  @Serve(api.rules) rules(_: RequestContext, __: In<'rules'>) {
    return this.read.rules();
  }
  @Serve(api.tryDraft) tryDraft(c: RequestContext, input: In<'tryDraft'>) {
    return this.lab.run(c, input);
  }
  @Serve(api.progress) progress(_: RequestContext, { runId }: In<'progress'>) {
    return Promise.resolve(this.lab.progress(runId));
  }
  @Serve(api.schedule) schedule(c: RequestContext, input: In<'schedule'>) {
    return this.scheduling.schedule(commandOf(c), input);
  }
  @Serve(api.unschedule) unschedule(c: RequestContext, input: In<'unschedule'>) {
    return this.scheduling.unschedule(commandOf(c), input);
  }
}
