import { Injectable } from '@nestjs/common';
import type { PersonDuty } from '@tallyboard/contracts/duty';
import type { CoreHours } from '@tallyboard/rules/time/duty';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { DutyVersion } from './duty.entity.js';
import { readDuty } from './duty.read.js';

/** The person as they are, locked. `version` is the one the change will have. */
export type Subject = { userId: string; teamId: string; core: CoreHours | null; before: number; version: number };
/** What a change says of itself, and the core hours where they change. */
export type DutyChange = { change: Record<string, unknown>; core?: CoreHours | null };

/** The frame around every change of somebody's duty: who may, one at a time, a version more, and a fact that tells no reasons. */
@Injectable()
export class ChangeDuty {
  constructor(private readonly commands: Commands) {}

  run(
    context: CommandContext,
    userId: string | ((tx: EntityManager) => Promise<string>),
    work: (tx: EntityManager, subject: Subject) => Promise<DutyChange>,
  ): Promise<PersonDuty> {
    return this.commands.run(context, async (tx) => {
      const id = typeof userId === 'string' ? userId : await userId(tx);
      const subject = await this.subject(tx, context.principal, id);
      const { change, core = subject.core } = await work(tx, subject);
      const { version, teamId } = subject;
      const { actorId: changedBy, now: changedAt } = context;
      await tx.insert(DutyVersion, { userId: id, version, core, changedBy, changedAt, change });
      return {
        reply: await readDuty(tx, context.principal, id),
        facts: [newFact(teamFeed(teamId), 'calendars.duty_changed', { userId: id, version })],
      };
    });
  }

  private async subject(tx: EntityManager, by: Principal, userId: string): Promise<Subject> {
    await tx.query(`select pg_advisory_xact_lock(hashtext('calendars.duty:' || $1))`, [userId]);
    const [person] = await tx.query<{ teamId: string }[]>(
      'select team_id as "teamId" from people_person_view where id = $1 and active',
      [userId],
    );
    if (!person || (person.teamId !== by.teamId && !by.capabilities.has('teams.all')))
      throw new AppError('people.not_found');
    if (userId !== by.id && !by.capabilities.has('calendars.manage')) throw new AppError('calendars.not_yours');
    const last = await tx.findOne(DutyVersion, { where: { userId }, order: { version: 'DESC' } });
    const before = last?.version ?? 0;
    return { userId, teamId: person.teamId, core: last?.core ?? null, before, version: before + 1 };
  }
}
