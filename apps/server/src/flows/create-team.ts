import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { peopleApi, Team as TeamView } from '@tallyboard/contracts/people';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seedOffice } from '../modules/calendars/seed-calendars.js';
import { StageSettingsCommand } from '../modules/orders/stage-settings.js';
import { Team } from '../modules/people/team.entity.js';
import type { CommandContext } from '../platform/commands/command.js';
import { Commands } from '../platform/commands/run-command.js';
import { audit } from '../platform/ops/audit.js';

/** A team comes with a board and a work calendar: people make the one, orders and calendars the others. */
@Injectable()
export class CreateTeam {
  constructor(
    private readonly commands: Commands,
    private readonly stages: StageSettingsCommand,
  ) {}

  run(context: CommandContext, { name }: InputOf<typeof peopleApi.createTeam>): Promise<TeamView> {
    return this.commands.run(context, async (tx) => {
      const team = await this.inTransaction(tx, name, context.now);
      await audit(tx, context, { action: 'people.team_created', subject: team.id });
      return { reply: team, facts: [] };
    });
  }

  async inTransaction(tx: EntityManager, name: string, now: string): Promise<TeamView> {
    const team = { id: uuid(), name };
    await tx.insert(Team, { ...team, createdAt: now });
    await this.stages.seed(tx, team.id);
    await seedOffice(tx, team.id, now);
    return team;
  }
}
