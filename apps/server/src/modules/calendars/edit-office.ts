import { Injectable } from '@nestjs/common';
import type { calendarsApi, Office } from '@tallyboard/contracts/calendars';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { DayRule } from '@tallyboard/rules/time/work-calendar';
import type { EntityManager } from 'typeorm';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { lastOf, readOffice } from './calendars.read.js';
import { OfficeVersion } from './office.entity.js';
import { lockCalendars } from './seed-calendars.js';

type In<K extends keyof typeof calendarsApi> = InputOf<(typeof calendarsApi)[K]>;
type Target = { teamId: string; expectedVersion: number };
type Edit = { fields: Partial<OfficeVersion>; change: Record<string, unknown> };

/** Changes of a team's work calendar: each is a new version, the older ones stay. */
@Injectable()
export class EditOffice {
  constructor(private readonly commands: Commands) {}

  settings(context: CommandContext, { zone, weekly, market, ...target }: In<'setOffice'>): Promise<Office> {
    return this.edit(context, target, async (tx, last) => {
      const { version: marketVersion } = await lastOf(tx, market);
      const before = { zone: last.zone, weekly: last.weekly, market: last.market };
      return {
        fields: { zone, weekly, market, marketVersion },
        change: { kind: 'settings', before, after: { zone, weekly, market } },
      };
    });
  }

  setDay(context: CommandContext, { on, kind, nameZh, nameEn, ...target }: In<'setOfficeDay'>): Promise<Office> {
    const rule: DayRule = { kind, nameZh, nameEn, certainty: 'fixed', source: '' };
    return this.edit(context, target, (_, { own }) =>
      Promise.resolve({
        fields: { own: { ...own, [on]: rule } },
        change: { kind: 'day', on, before: own[on] ?? null, after: rule },
      }),
    );
  }

  clearDay(context: CommandContext, { on, ...target }: In<'clearOfficeDay'>): Promise<Office> {
    return this.edit(context, target, (_, { own }) => {
      const { [on]: before, ...rest } = own;
      if (!before) throw new AppError('calendars.day_not_found');
      return Promise.resolve({ fields: { own: rest }, change: { kind: 'day', on, before, after: null } });
    });
  }

  private edit(
    context: CommandContext,
    { teamId, expectedVersion }: Target,
    decide: (tx: EntityManager, last: OfficeVersion) => Promise<Edit>,
  ): Promise<Office> {
    return this.commands.run(context, async (tx) => {
      await lockCalendars(tx);
      const last = await tx.findOne(OfficeVersion, { where: { teamId }, order: { version: 'DESC' } });
      if (!last) throw new AppError('people.team_not_found');
      if (last.version !== expectedVersion)
        throw new AppError('calendars.stale', { current: await readOffice(tx, teamId) });
      const { fields, change } = await decide(tx, last);
      const version = last.version + 1;
      const { actorId: changedBy, now: changedAt } = context;
      await tx.insert(OfficeVersion, { ...last, ...fields, version, changedBy, changedAt, change });
      await audit(tx, context, { action: 'calendars.office_changed', subject: teamId, details: change });
      return {
        reply: await readOffice(tx, teamId),
        facts: [newFact(teamFeed(teamId), 'calendars.office_changed', { teamId, version })],
      };
    });
  }
}
