import { Inject, Injectable } from '@nestjs/common';
import { type Diagnosis, PROTOCOL } from '@tallyboard/contracts/platform';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock/clock.js';
import { BUILD } from '../platform/config/build.js';
import { CONFIG } from '../platform/config/config.token.js';
import type { Config } from '../platform/config/config.js';
import { isSameOrigin, isSecure } from '../platform/http/origin.js';
import type { RequestContext } from '../platform/http/request.js';

/** What the browser asks to find out why it is not let in or does not follow: judged by the very functions that decide it. */
@Injectable()
export class DiagnoseRequest {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async answer({ host, forwarded, address }: RequestContext, origin: string): Promise<Diagnosis> {
    const databaseAheadMs = await this.databaseAhead().catch(() => null);
    return {
      protocol: PROTOCOL,
      build: BUILD,
      now: this.clock.now(),
      databaseAheadMs,
      publicUrl: this.config.publicUrl,
      host,
      originAccepted: isSameOrigin({ origin, host }, this.config),
      secure: isSecure(this.config),
      address,
      forwarded,
      trusted: this.config.proxyHops,
    };
  }

  /** Against the middle of the question, so that a slow answer does not count as a wrong clock. */
  private async databaseAhead(): Promise<number> {
    const asked = Date.parse(this.clock.now());
    const [{ now }] = await this.db.query<[{ now: string }]>('select clock_timestamp() as now');
    return Math.round(Date.parse(now) - (asked + Date.parse(this.clock.now())) / 2);
  }
}
