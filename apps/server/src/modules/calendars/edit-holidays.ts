import { Injectable } from '@nestjs/common';
import type { calendarsApi, Holidays } from '@tallyboard/contracts/calendars';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { DayRule } from '@tallyboard/rules/time/work-calendar';
import type { EntityManager } from 'typeorm';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { lastOf, toHolidays } from './calendars.read.js';
import { MarketVersion } from './market.entity.js';
import { OfficeVersion } from './office.entity.js';
import { lockCalendars } from './seed-calendars.js';

type In<K extends keyof typeof calendarsApi> = InputOf<(typeof calendarsApi)[K]>;
type Target = { market: string; expectedVersion: number };
type Edit = { fields: Partial<MarketVersion>; change: Record<string, unknown> };

/** Changes of a market's days off: a new version of the table, and of the calendar of each team that follows it. */
@Injectable()
export class EditHolidays {
  constructor(private readonly commands: Commands) {}

  setDay(context: CommandContext, { market, expectedVersion, on, ...fields }: In<'setHoliday'>): Promise<Holidays> {
    const rule: DayRule = fields;
    return this.edit(context, { market, expectedVersion }, ({ days }) => ({
      fields: { days: { ...days, [on]: rule } },
      change: { kind: 'day', on, before: days[on] ?? null, after: rule },
    }));
  }

  removeDay(context: CommandContext, { on, ...target }: In<'removeHoliday'>): Promise<Holidays> {
    return this.edit(context, target, ({ days }) => {
      const { [on]: before, ...rest } = days;
      if (!before) throw new AppError('calendars.day_not_found');
      return { fields: { days: rest }, change: { kind: 'day', on, before, after: null } };
    });
  }

  setYear(context: CommandContext, { year, state, ...target }: In<'setYear'>): Promise<Holidays> {
    return this.edit(context, target, ({ years }) => {
      const { [year]: before, ...rest } = years;
      return {
        fields: { years: state === null ? rest : { ...rest, [year]: state } },
        change: { kind: 'year', year, before: before ?? null, after: state },
      };
    });
  }

  private edit(
    context: CommandContext,
    { market, expectedVersion }: Target,
    decide: (last: MarketVersion) => Edit,
  ): Promise<Holidays> {
    return this.commands.run(context, async (tx) => {
      await lockCalendars(tx);
      const last = await lastOf(tx, market);
      if (last.version !== expectedVersion) throw new AppError('calendars.stale', { current: toHolidays(last) });
      const { fields, change } = decide(last);
      const { actorId: changedBy, now: changedAt } = context;
      const next = { ...last, ...fields, version: last.version + 1, changedBy, changedAt, change };
      await tx.insert(MarketVersion, next);
      await audit(tx, context, { action: 'calendars.holidays_changed', subject: market, details: change });
      return { reply: toHolidays(next), facts: await this.follow(tx, next) };
    });
  }

  /** Every team is told of the table; those that count by it get a new version of their calendar. */
  private async follow(tx: EntityManager, next: MarketVersion): Promise<NewFact[]> {
    const { market, version, changedBy, changedAt } = next;
    const teams = await tx.query<{ id: string }[]>('select id from people_team_view order by id');
    const facts: NewFact[] = [];
    for (const { id: teamId } of teams) {
      facts.push(newFact(teamFeed(teamId), 'calendars.holidays_changed', { market, version }));
      const last = await tx.findOne(OfficeVersion, { where: { teamId }, order: { version: 'DESC' } });
      if (last?.market !== market) continue;
      const change = { kind: 'market', market, version };
      const office = { ...last, marketVersion: version, version: last.version + 1, changedBy, changedAt, change };
      await tx.insert(OfficeVersion, office);
      facts.push(newFact(teamFeed(teamId), 'calendars.office_changed', { teamId, version: office.version }));
    }
    return facts;
  }
}
