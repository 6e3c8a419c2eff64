import type { INestApplicationContext } from '@nestjs/common';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { isoWeekday } from '@tallyboard/rules/time/wall-clock';
import { PlanShift } from '../../modules/calendars/plan-shift.js';
import { SetHours } from '../../modules/calendars/set-hours.js';
import { TakeLeave } from '../../modules/calendars/take-leave.js';
import type { CommandContext } from '../../platform/commands/command.js';
import type { PersonKey } from './cast.js';

const ZONE = 'Asia/Shanghai';
/** Who covers the evenings, when Europe and America write. */
const EVENINGS: readonly PersonKey[] = ['lin', 'shen', 'lin', 'wang', 'shen'];
const LATE = [{ from: '13:00', to: '22:00' }];

/** How the demo team works: one keeps late hours, the evenings and Saturdays of two weeks are covered, one person is away. */
export async function planWorkingHours(
  app: INestApplicationContext,
  by: CommandContext,
  id: (key: PersonKey) => string,
): Promise<void> {
  const today = businessDay(by.now, ZONE);
  const monday = addDays(today, 1 - isoWeekday(today));
  // One command id each: they are other commands than the one whose context this is.
  const own = (): CommandContext => ({ ...by, commandId: null });
  const weekly = { 1: LATE, 2: LATE, 3: LATE, 4: LATE, 5: LATE, 6: [], 7: [] };
  await app.get(SetHours).run(own(), { userId: id('wu'), expectedVersion: 0, core: { zone: ZONE, weekly } });
  await app.get(TakeLeave).enter(own(), {
    userId: id('xu'),
    fromOn: addDays(monday, 3),
    fromTime: '00:00',
    toOn: addDays(monday, 4),
    toTime: '24:00',
    kind: 'comp',
    reason: '国庆加班调休',
  });
  const shifts = app.get(PlanShift);
  for (const week of [0, 7]) {
    for (const [i, who] of EVENINGS.entries())
      await shifts.plan(own(), {
        userId: id(who),
        on: addDays(monday, week + i),
        from: '18:00',
        to: '22:00',
        note: '欧洲、非洲询盘',
      });
    const saturday = { on: addDays(monday, week + 5), from: '10:00', to: '14:00', note: '周末询盘' };
    await shifts.plan(own(), { userId: id(week === 0 ? 'wu' : 'lin'), ...saturday });
  }
}
