import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import type { Weekly } from '@tallyboard/rules/time/work-calendar';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { MarketVersion } from './market.entity.js';
import { OfficeVersion } from './office.entity.js';
import { MARKET_SEEDS } from './seed/market-seed.js';

/** One at a time changes tables and calendars: a calendar must not miss the version of its market that is being written. */
export const lockCalendars = (tx: EntityManager): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtext('calendars.tables'))`);

/** First versions of the markets that have none. */
export async function seedMarkets(tx: EntityManager, now: string): Promise<void> {
  await tx
    .createQueryBuilder()
    .insert()
    .into(MarketVersion)
    .values(
      MARKET_SEEDS.map((seed) => ({ ...seed, version: 1, changedBy: null, changedAt: now, change: { kind: 'seed' } })),
    )
    .orIgnore()
    .execute();
}

const DAY = [{ from: '09:00', to: '18:00' }];
const FIRST_WEEK: Weekly = { 1: DAY, 2: DAY, 3: DAY, 4: DAY, 5: DAY, 6: [], 7: [] };

/** The calendar a team starts with: the company's zone, weekdays 09–18, China's days off. */
export async function seedOffice(tx: EntityManager, teamId: string, now: string): Promise<void> {
  const [organization] = await tx.query<{ zone: string }[]>('select zone from people_organization_view');
  const [market] = await tx.query<{ version: number }[]>(
    `select max(version) as version from market_version where market = 'CN'`,
  );
  await tx.insert(OfficeVersion, {
    teamId,
    version: 1,
    zone: organization?.zone ?? 'Asia/Shanghai',
    weekly: FIRST_WEEK,
    market: 'CN',
    marketVersion: market!.version,
    own: {},
    changedBy: null,
    changedAt: now,
    change: { kind: 'seed' },
  });
}

/** A company that was there before calendars were gets them when the server starts. */
@Injectable()
export class SeedCalendars implements OnApplicationBootstrap {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const now = this.clock.now();
    await this.db.transaction(async (tx) => {
      const teams = await tx.query<{ id: string }[]>(
        'select id from people_team_view t where not exists (select from office_version o where o.team_id = t.id) order by id',
      );
      const [{ markets }] = await tx.query<[{ markets: number }]>(
        'select count(distinct market)::int as markets from market_version',
      );
      if (teams.length === 0 && markets === MARKET_SEEDS.length) return;
      // Several servers may start at once.
      await lockCalendars(tx);
      await seedMarkets(tx, now);
      for (const { id } of teams)
        if (!(await tx.existsBy(OfficeVersion, { teamId: id }))) await seedOffice(tx, id, now);
    });
  }
}
