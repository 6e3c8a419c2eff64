import { Injectable } from '@nestjs/common';
import type { dutyApi, PersonDuty } from '@tallyboard/contracts/duty';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { isLeave } from '@tallyboard/rules/time/duty';
import { IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { ChangeDuty } from './change-duty.js';
import { LeaveEntry } from './duty.entity.js';

/** Enters and cancels leave, one's own or, for a manager, anybody's. */
@Injectable()
export class TakeLeave {
  constructor(private readonly duty: ChangeDuty) {}

  enter(context: CommandContext, { userId, ...leave }: InputOf<typeof dutyApi.enterLeave>): Promise<PersonDuty> {
    return this.duty.run(context, userId, async (tx, { version }) => {
      if (!isLeave(leave)) throw new AppError('calendars.leave_backwards');
      const id = uuid();
      await tx.insert(LeaveEntry, { ...leave, id, userId, sinceVersion: version, untilVersion: null });
      return { change: { kind: 'leave', id } };
    });
  }

  cancel(context: CommandContext, { id }: InputOf<typeof dutyApi.cancelLeave>): Promise<PersonDuty> {
    return this.duty.run(
      context,
      async (tx) => {
        // Of another team's it is not even told that it is there.
        const [leave] = await tx.query<{ userId: string }[]>(
          'select l.user_id as "userId" from leave_entry l join people_person_view p on p.id = l.user_id where l.id = $1 and (p.team_id = $2 or $3)',
          [id, context.principal.teamId, context.principal.capabilities.has('teams.all')],
        );
        if (!leave) throw new AppError('calendars.leave_not_found');
        return leave.userId;
      },
      async (tx, { version }) => {
        const done = await tx.update(LeaveEntry, { id, untilVersion: IsNull() }, { untilVersion: version });
        if (done.affected === 0) throw new AppError('calendars.leave_not_found');
        return { change: { kind: 'leave_cancelled', id } };
      },
    );
  }
}
