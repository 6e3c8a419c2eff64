import { Injectable } from '@nestjs/common';
import { expired, LOT_MONTHS } from '@tallyboard/rules/points/store/lots';
import { EXPIRY, REDEMPTION_DAYS } from '@tallyboard/rules/points/store/redemption';
import { businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../../platform/clock/clock.js';
import { Watch } from '../../../platform/clock/watch.js';
import { Commands } from '../../../platform/commands/run-command.js';
import { systemContext } from '../../../platform/commands/system-context.js';
import { newFact, teamFeed } from '../../../platform/feeds/fact.js';
import { Logger } from '../../../platform/ops/logger.js';
import { officeZone } from './office.js';
import { giveBack, lockedRedemption } from './redeem.js';
import { RedemptionRow } from './store.entity.js';
import { toldOf } from './told-redemption.js';
import { Wallet } from './wallet.js';

const DAY_MS = 86_400_000;
const AT_ONCE = 500;

/** What becomes of redemptions and credits by time alone: what nobody decided gives itself back, lots end. Any node may do it. */
@Injectable()
export class WatchStore extends Watch {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    logger: Logger,
  ) {
    super('the store', logger);
  }

  protected async round(): Promise<void> {
    await this.expireRedemptions();
    await this.expireCredits();
  }

  private async expireRedemptions(): Promise<void> {
    const now = this.clock.now();
    const late = await this.db.query<{ id: string }[]>(
      `select id from redemption where state = 'requested' and requested_at <= $1 order by requested_at, id limit $2`,
      [new Date(Date.parse(now) - REDEMPTION_DAYS * DAY_MS).toISOString(), AT_ONCE],
    );
    for (const { id } of late) await this.alone(id, () => this.expireOne(id, now));
  }

  private expireOne(id: string, now: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const row = await lockedRedemption(tx, id);
      // Decided meanwhile.
      if (row?.state !== 'requested') return { reply: null, facts: [] };
      const after = { ...row, state: EXPIRY.state, decidedAt: now };
      await tx.update(RedemptionRow, { id }, { state: after.state, decidedAt: now });
      await giveBack(tx, row, EXPIRY, now);
      const changed = newFact(teamFeed(row.teamId), 'points.resource_changed', { resourceId: row.resourceId });
      return { reply: null, facts: [toldOf(after), changed] };
    });
  }

  private async expireCredits(): Promise<void> {
    const now = this.clock.now();
    // Only who has had credits so long that some of them may have ended.
    const owners = await this.db.query<{ id: string }[]>(
      `select distinct a.owner_id as id from ledger_account a where a.currency = 'KC' and a.bucket = 'vested' and a.balance > 0
         and exists (select 1 from ledger_txn t where t.owner_id = a.owner_id and t.currency = 'KC' and t.at < $1::timestamptz - make_interval(months => $2) + interval '2 days')`,
      [now, LOT_MONTHS],
    );
    for (const { id } of owners) await this.alone(id, () => this.expireLots(id, now));
  }

  private expireLots(id: string, now: string): Promise<null> {
    return this.commands.run(systemContext(now), async (tx) => {
      const zone = await officeZone(tx);
      const wallet = await Wallet.open(tx, id, zone);
      const gone = expired(wallet.lots, businessDay(now, zone));
      if (Object.keys(gone).length > 0) await wallet.carry('expire', `credits:${uuid()}`, gone, now, zone);
      return { reply: null, facts: [] };
    });
  }
}
