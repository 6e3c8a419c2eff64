import { Injectable } from '@nestjs/common';
import type { dutyApi, PersonDuty } from '@tallyboard/contracts/duty';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { decideShift } from '@tallyboard/rules/time/duty';
import { IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { readOffice } from './calendars.read.js';
import { ChangeDuty } from './change-duty.js';
import { LeaveEntry, RotaShift } from './duty.entity.js';

/** The rota: who covers hours beyond their own. */
@Injectable()
export class PlanShift {
  constructor(private readonly duty: ChangeDuty) {}

  plan(
    context: CommandContext,
    { userId, on, from, to, note }: InputOf<typeof dutyApi.planShift>,
  ): Promise<PersonDuty> {
    return this.duty.run(context, userId, async (tx, { teamId, version }) => {
      const current = { where: { userId, untilVersion: IsNull() } };
      const leave = await tx.find(LeaveEntry, current);
      const shifts = (await tx.find(RotaShift, current)).map((s) => ({ on: s.onDay, from: s.fromTime, to: s.toTime }));
      const { calendar } = await readOffice(tx, teamId);
      const decision = decideShift({ on, from, to }, { leave, shifts }, calendar.zone);
      if (!decision.ok) throw new AppError(decision.code, decision.details);
      const id = uuid();
      const row = { id, userId, onDay: on, fromTime: from, toTime: to, note };
      await tx.insert(RotaShift, { ...row, sinceVersion: version, untilVersion: null });
      return { change: { kind: 'shift', id } };
    });
  }

  remove(context: CommandContext, { id }: InputOf<typeof dutyApi.removeShift>): Promise<PersonDuty> {
    return this.duty.run(
      context,
      async (tx) => {
        const [shift] = await tx.query<{ userId: string }[]>(
          'select s.user_id as "userId" from rota_shift s join people_person_view p on p.id = s.user_id where s.id = $1 and (p.team_id = $2 or $3)',
          [id, context.principal.teamId, context.principal.capabilities.has('teams.all')],
        );
        if (!shift) throw new AppError('calendars.shift_not_found');
        return shift.userId;
      },
      async (tx, { version }) => {
        const done = await tx.update(RotaShift, { id, untilVersion: IsNull() }, { untilVersion: version });
        if (done.affected === 0) throw new AppError('calendars.shift_not_found');
        return { change: { kind: 'shift_removed', id } };
      },
    );
  }
}
