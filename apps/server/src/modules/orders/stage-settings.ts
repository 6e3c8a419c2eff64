import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { StageSettings } from '@tallyboard/contracts/order-cards';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { DEFAULT_COLUMNS, STAGE_NAMES, STAGES } from '@tallyboard/rules/orders/stages';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { BoardColumnRow, StageDefinitionRow, TeamSettings } from './stages.entity.js';

export async function readSettings(tx: EntityManager, teamId: string): Promise<StageSettings> {
  const [settings, columns, stages] = [
    await tx.findOneBy(TeamSettings, { teamId }),
    await tx.find(BoardColumnRow, { where: { teamId }, order: { position: 'ASC' } }),
    await tx.find(StageDefinitionRow, { where: { teamId }, order: { position: 'ASC' } }),
  ];
  if (!settings) throw new AppError('people.team_not_found');
  return {
    version: settings.version,
    columns: columns.map(({ teamId: _, ...c }) => c),
    stages: stages.map(({ teamId: _, ...s }) => s),
  };
}

/** Names, order, grouping and limits of a team's stages and columns. Every stage keeps a column, so no card can be lost. */
@Injectable()
export class StageSettingsCommand {
  constructor(private readonly commands: Commands) {}

  /** What a new team starts with. */
  async seed(tx: EntityManager, teamId: string): Promise<void> {
    await tx.insert(TeamSettings, { teamId, version: 1 });
    const columns = DEFAULT_COLUMNS.map((c, position) => ({
      id: uuid(),
      teamId,
      lane: c.lane,
      position,
      nameZh: c.zh,
      nameEn: c.en,
      wipLimit: null,
      wipHard: false,
    }));
    await tx.insert(BoardColumnRow, columns);
    await tx.insert(
      StageDefinitionRow,
      STAGES.map((code, position) => ({
        teamId,
        code,
        position,
        columnId: columns[DEFAULT_COLUMNS.findIndex((c) => c.stages.includes(code))]!.id,
        nameZh: STAGE_NAMES[code].zh,
        nameEn: STAGE_NAMES[code].en,
      })),
    );
  }

  save(
    context: CommandContext,
    { teamId, expectedVersion, columns, stages }: InputOf<typeof ordersApi.settings>,
  ): Promise<StageSettings> {
    return this.commands.run(context, async (tx) => {
      if (!seesTeam(context.principal, teamId)) throw new AppError('people.team_not_found');
      const settings = await tx.findOne(TeamSettings, { where: { teamId }, lock: { mode: 'pessimistic_write' } });
      if (!settings) throw new AppError('people.team_not_found');
      if (settings.version !== expectedVersion)
        throw new AppError('orders.stages_stale', { current: await readSettings(tx, teamId) });
      this.refuseIncomplete(columns, stages);
      const foreign = await tx.query<unknown[]>(
        'select 1 from board_column where id = any($1::uuid[]) and team_id <> $2',
        [columns.map((c) => c.id), teamId],
      );
      if (foreign.length > 0) throw new AppError('orders.stages_incomplete', { why: 'foreign_column' });
      for (const column of columns) await tx.upsert(BoardColumnRow, { ...column, teamId }, ['id']);
      for (const stage of stages)
        await tx.update(
          StageDefinitionRow,
          { teamId, code: stage.code },
          { position: stage.position, columnId: stage.columnId, nameZh: stage.nameZh, nameEn: stage.nameEn },
        );
      await tx.query('delete from board_column where team_id = $1 and id <> all($2::uuid[])', [
        teamId,
        columns.map((c) => c.id),
      ]);
      await tx.update(TeamSettings, { teamId, version: expectedVersion }, { version: expectedVersion + 1 });
      await audit(tx, context, { action: 'orders.stages_changed', subject: teamId });
      const saved = await readSettings(tx, teamId);
      return { reply: saved, facts: [newFact(teamFeed(teamId), 'orders.stages_changed', saved)] };
    });
  }

  private refuseIncomplete(columns: StageSettings['columns'], stages: StageSettings['stages']): void {
    const ids = new Set(columns.map((c) => c.id));
    const codes = new Set(stages.map((s) => s.code));
    const homeless = stages.filter((s) => !ids.has(s.columnId)).map((s) => s.code);
    const missing = STAGES.filter((s) => !codes.has(s));
    if (ids.size !== columns.length || homeless.length > 0 || missing.length > 0)
      throw new AppError('orders.stages_incomplete', { homeless, missing });
  }
}
