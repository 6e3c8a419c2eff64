import { Module } from '@nestjs/common';
import { CalendarsController } from './calendars.controller.js';
import { CalendarsRead } from './calendars.read.js';
import { ChangeDuty } from './change-duty.js';
import { DutyController } from './duty.controller.js';
import { DutyRead } from './duty.read.js';
import { EditHolidays } from './edit-holidays.js';
import { EditOffice } from './edit-office.js';
import { PlanShift } from './plan-shift.js';
import { SeedCalendars } from './seed-calendars.js';
import { SetHours } from './set-hours.js';
import { TakeLeave } from './take-leave.js';

@Module({
  controllers: [CalendarsController, DutyController],
  providers: [
    CalendarsRead,
    ChangeDuty,
    DutyRead,
    EditHolidays,
    EditOffice,
    PlanShift,
    SeedCalendars,
    SetHours,
    TakeLeave,
  ],
  exports: [EditOffice, PlanShift, SetHours, TakeLeave],
})
export class CalendarsModule {}
