import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Logger } from '../../platform/ops/logger.js';
import { Metrics } from '../../platform/ops/metrics.js';

const EVERY_MS = 3_600_000;

/** Each finds what must not exist, as texts that name it. */
const DRIFTS = {
  /** A kept balance that is not the sum of its entries. */
  balance: `select 'account ' || a.id || ' keeps ' || a.balance || ', its entries make ' || coalesce(sum(e.amount), 0) as found
    from ledger_account a left join ledger_entry e on e.account_id = a.id where a.balance is not null
    group by a.id having a.balance <> coalesce(sum(e.amount), 0)`,
  /** A transaction whose entries do not sum to zero. */
  unbalanced: `select 'transaction ' || txn_id || ' is off by ' || sum(amount) as found from ledger_entry group by txn_id having sum(amount) <> 0`,
  /** A transaction that moved another amount than it says. */
  amount: `select 'transaction ' || t.id || ' says ' || t.amount || ', moved ' || coalesce(m.moved, 0) as found from ledger_txn t
    left join (select e.txn_id, sum(case a.bucket when 'owed' then -e.amount else e.amount end) as moved
      from ledger_entry e join ledger_account a on a.id = e.account_id where a.owner_id is not null group by e.txn_id) m on m.txn_id = t.id
    where t.amount <> coalesce(m.moved, 0)`,
  /** A reversal that takes back something else than what was granted. */
  reversal: `select 'reversal ' || r.id || ' takes ' || r.amount || ' of ' || t.amount as found from ledger_txn r
    join ledger_txn t on t.id = r.reverses_id where r.amount <> -t.amount or r.owner_id <> t.owner_id`,
} as const;
export type DriftKind = keyof typeof DRIFTS;

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
      const found = {} as Record<DriftKind, string[]>;
      for (const [kind, query] of Object.entries(DRIFTS) as [DriftKind, string][]) {
        found[kind] = (await tx.query<{ found: string }[]>(query)).map((row) => row.found);
        this.drift.set({ kind }, found[kind].length);
        if (found[kind].length > 0)
          this.logger.error({ kind, found: found[kind].slice(0, 20) }, 'the ledger does not add up');
      }
      return found;
    });
  }
}
