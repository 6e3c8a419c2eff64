import { Injectable } from '@nestjs/common';
import type { Holidays, Market, Office } from '@tallyboard/contracts/calendars';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError } from '../../platform/http/app-error.js';
import { MarketVersion } from './market.entity.js';

/** The calendar a team counts by, with what it is made of. */
export async function readOffice(tx: EntityManager, teamId: string): Promise<Office> {
  const [row] = await tx.query<Office[]>(
    `select team_id as "teamId", calendar, market, market_version as "marketVersion", years, own,
       changed_by as "changedBy", changed_at as "changedAt" from calendars_office_view where team_id = $1`,
    [teamId],
  );
  if (!row) throw new AppError('people.team_not_found');
  return row;
}

/** The last version of a market's table. */
export async function lastOf(tx: EntityManager, market: string): Promise<MarketVersion> {
  const found = await tx.findOne(MarketVersion, { where: { market }, order: { version: 'DESC' } });
  if (!found) throw new AppError('calendars.market_not_found');
  return found;
}

export const toHolidays = (row: MarketVersion): Holidays => ({
  market: row.market,
  version: row.version,
  weekend: row.weekend,
  years: row.years,
  days: row.days,
  changedAt: row.changedAt,
  changedBy: row.changedBy,
});

@Injectable()
export class CalendarsRead {
  constructor(private readonly db: DataSource) {}

  office(teamId: string): Promise<Office> {
    return readOffice(this.db.manager, teamId);
  }

  async markets(): Promise<{ markets: Market[] }> {
    const markets = await this.db.query<Market[]>(
      'select distinct on (market) market, version, weekend, years from market_version order by market, version desc',
    );
    return { markets };
  }

  async holidays(market: string): Promise<Holidays> {
    return toHolidays(await lastOf(this.db.manager, market));
  }
}
