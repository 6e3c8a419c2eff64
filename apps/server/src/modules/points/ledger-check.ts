import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Logger } from '../../platform/ops/logger.js';
import { Metrics } from '../../platform/ops/metrics.js';
import { type DriftKind, findDrifts } from './ledger-drift.js';

const EVERY_MS = 3_600_000;

/** Looks every hour whether the ledger still adds up (promise P13), and tells in `ledger_drift{kind}` and the log. */
@Injectable()
export class LedgerCheck implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private readonly drift: Gauge<'kind'>;

  constructor(
    private readonly db: DataSource,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    const registers = [metrics.registry];
    this.drift = new Gauge({
      name: 'ledger_drift',
      help: 'Findings of the last ledger check.',
      labelNames: ['kind'],
      registers,
    });
  }

  onApplicationBootstrap(): void {
    const look = (): void =>
      void this.check().catch((error: unknown) => this.logger.warn({ error }, 'the ledger could not be checked'));
    this.timer = setInterval(look, EVERY_MS);
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** What is wrong, by kind; all in one snapshot, so that a posting in between is no finding. */
  async check(): Promise<Record<DriftKind, string[]>> {
    return this.db.transaction('REPEATABLE READ', async (tx) => {
      const found = await findDrifts((sql) => tx.query<{ found: string }[]>(sql));
      for (const [kind, texts] of Object.entries(found) as [DriftKind, string[]][]) {
        this.drift.set({ kind }, texts.length);
        if (texts.length > 0) this.logger.error({ kind, found: texts.slice(0, 20) }, 'the ledger does not add up');
      }
      return found;
    });
  }
}
