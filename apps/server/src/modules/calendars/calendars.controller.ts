import { Controller } from '@nestjs/common';
import { calendarsApi as api } from '@tallyboard/contracts/calendars';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { actingIn } from '../../platform/auth/acting-in.js';
import { commandIn, commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { CalendarsRead } from './calendars.read.js';
import { EditHolidays } from './edit-holidays.js';
import { EditOffice } from './edit-office.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class CalendarsController {
  constructor(
    private readonly read: CalendarsRead,
    private readonly offices: EditOffice,
    private readonly tables: EditHolidays,
  ) {}

  @Serve(api.office) async office(c: RequestContext, { teamId }: In<'office'>) {
    return this.read.office(actingIn(principalOf(c), teamId).teamId);
  }
  @Serve(api.setOffice) async setOffice(c: RequestContext, input: In<'setOffice'>) {
    return this.offices.settings(commandIn(c, input.teamId), input);
  }
  @Serve(api.setOfficeDay) async setOfficeDay(c: RequestContext, input: In<'setOfficeDay'>) {
    return this.offices.setDay(commandIn(c, input.teamId), input);
  }
  @Serve(api.clearOfficeDay) async clearOfficeDay(c: RequestContext, input: In<'clearOfficeDay'>) {
    return this.offices.clearDay(commandIn(c, input.teamId), input);
  }
  @Serve(api.markets) markets(_: RequestContext, __: In<'markets'>) {
    return this.read.markets();
  }
  @Serve(api.holidays) holidays(_: RequestContext, { market }: In<'holidays'>) {
    return this.read.holidays(market);
  }
  @Serve(api.setHoliday) setHoliday(c: RequestContext, input: In<'setHoliday'>) {
    return this.tables.setDay(commandOf(c), input);
  }
  @Serve(api.removeHoliday) removeHoliday(c: RequestContext, input: In<'removeHoliday'>) {
    return this.tables.removeDay(commandOf(c), input);
  }
  @Serve(api.setYear) setYear(c: RequestContext, input: In<'setYear'>) {
    return this.tables.setYear(commandOf(c), input);
  }
}
