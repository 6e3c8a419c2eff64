import { Injectable } from '@nestjs/common';
import type { dutyApi, PersonDuty } from '@tallyboard/contracts/duty';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { CommandContext } from '../../platform/commands/command.js';
import { AppError } from '../../platform/http/app-error.js';
import { ChangeDuty } from './change-duty.js';
import { readDuty } from './duty.read.js';

/** Somebody's core hours, set by themselves or a manager. */
@Injectable()
export class SetHours {
  constructor(private readonly duty: ChangeDuty) {}

  run(
    context: CommandContext,
    { userId, expectedVersion, core }: InputOf<typeof dutyApi.setHours>,
  ): Promise<PersonDuty> {
    return this.duty.run(context, userId, async (tx, subject) => {
      if (subject.before !== expectedVersion)
        throw new AppError('calendars.stale', { current: await readDuty(tx, context.principal, userId) });
      return { core, change: { kind: 'hours', before: subject.core, after: core } };
    });
  }
}
