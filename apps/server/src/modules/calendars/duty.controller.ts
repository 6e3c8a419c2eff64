import { Controller } from '@nestjs/common';
import { dutyApi as api } from '@tallyboard/contracts/duty';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { DutyRead } from './duty.read.js';
import { PlanShift } from './plan-shift.js';
import { SetHours } from './set-hours.js';
import { TakeLeave } from './take-leave.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class DutyController {
  constructor(
    private readonly read: DutyRead,
    private readonly hours: SetHours,
    private readonly leave: TakeLeave,
    private readonly rota: PlanShift,
  ) {}

  @Serve(api.list) list(c: RequestContext, input: In<'list'>) {
    return this.read.list(principalOf(c), input);
  }
  @Serve(api.now) now(c: RequestContext, input: In<'now'>) {
    return this.read.now(principalOf(c), input);
  }
  @Serve(api.setHours) setHours(c: RequestContext, input: In<'setHours'>) {
    return this.hours.run(commandOf(c), input);
  }
  @Serve(api.enterLeave) enterLeave(c: RequestContext, input: In<'enterLeave'>) {
    return this.leave.enter(commandOf(c), input);
  }
  @Serve(api.cancelLeave) cancelLeave(c: RequestContext, input: In<'cancelLeave'>) {
    return this.leave.cancel(commandOf(c), input);
  }
  @Serve(api.planShift) planShift(c: RequestContext, input: In<'planShift'>) {
    return this.rota.plan(commandOf(c), input);
  }
  @Serve(api.removeShift) removeShift(c: RequestContext, input: In<'removeShift'>) {
    return this.rota.remove(commandOf(c), input);
  }
}
