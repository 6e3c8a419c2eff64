import { randomUUID } from 'node:crypto';
import { createTestDatabase, dropTestDatabase, type TestDatabase } from '@tallyboard/devdb/template';
import type { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { LedgerTxn } from '../../modules/points/ledger.entity.js';
import { OnScoredFact } from '../../modules/points/on-scored-fact.js';
import { RewardGrant } from '../../modules/points/rewards/reward.entity.js';
import { appDataSource } from '../../platform/db/data-source.js';
import { storedFact } from '../../platform/feeds/fact.js';

type Row = Parameters<typeof storedFact>[0] & { pos: number };
/** What the rules look at that no fact of an order tells. */
const SETTINGS = ['organization', 'point_rule'];
const ENTRIES = `select coalesce(g.idem_key || ' reversed', v.idem_key || ' vested', t.idem_key) as key, t.rule_version, t.amount, t.requested, t.season, t.cap_key, t.inputs,
    t.source_feed || ' ' || t.source_seq as source, t.caused_by, t.effective_on, t.at, t.owner_id, a.owner_id as account, a.bucket, e.amount as entry
  from ledger_txn t left join ledger_txn g on g.id = t.reverses_id left join ledger_txn v on v.id = t.vests_id left join ledger_entry e on e.txn_id = t.id left join ledger_account a on a.id = e.account_id
  where t.source_feed = any($1) order by 1, a.bucket, a.owner_id`;

/** A second database that is given nothing but the facts, in the order in which the points engine took them in. */
export class LedgerReplay {
  /** How far the live engine has been followed, and how many facts that were. */
  private pos = 0;
  private taken = 0;
  /** Who joined when is written down once, when the live engine first asks. */
  private readonly starts = new Set<string>();
  private constructor(
    private readonly live: DataSource,
    private readonly copy: DataSource,
    private readonly database: TestDatabase,
  ) {}

  static async open(live: DataSource): Promise<LedgerReplay> {
    const database = await createTestDatabase(inject('adminUrl'), inject('template'));
    const copy = await appDataSource(database.url, [LedgerTxn, RewardGrant], 2).initialize();
    for (const table of SETTINGS) await fill(copy, table, await live.query<object[]>(`select * from ${table}`));
    return new LedgerReplay(live, copy, database);
  }

  /** Takes in what has come since; in portions of its own, since how many facts are judged at once must not matter. */
  async goOn(portion: number): Promise<void> {
    const reaction = new OnScoredFact();
    for (;;) {
      const rows = await this.live.query<Row[]>(
        'select p.pos, e.* from points_input p join feed_event e using (feed, seq) where p.pos > $1 order by p.pos limit $2',
        [this.pos, portion],
      );
      if (rows.length === 0) return;
      const starts = await this.live.query<object[]>(
        'select user_id, first_on, first_on as joined_on from points_newcomer where not (user_id = any($1::uuid[]))',
        [[...this.starts]],
      );
      for (const { user_id: id } of starts as { user_id: string }[]) this.starts.add(id);
      await this.copy.transaction(async (tx) => {
        await fill(tx, 'points_newcomer', starts);
        await fill(
          tx,
          'feed_event',
          rows.map(({ pos: _, ...row }) => row),
        );
        // It remembers nothing of the portion before, unlike the one it is compared with.
        await reaction.react(tx, rows.map(storedFact), { pos: this.taken + 1, id: randomUUID(), after: null });
      });
      this.taken += rows.length;
      this.pos = rows.at(-1)!.pos;
    }
  }

  /** All that the two ledgers hold for some feeds. */
  async both(feeds: readonly string[]): Promise<{ live: unknown[]; replayed: unknown[] }> {
    const [live, replayed] = await Promise.all(
      [this.live, this.copy].map((db) => db.query<unknown[]>(ENTRIES, [feeds])),
    );
    return { live: live!, replayed: replayed! };
  }

  async close(): Promise<void> {
    await this.copy.destroy();
    await dropTestDatabase(inject('adminUrl'), this.database.name);
  }
}

async function fill(db: Pick<DataSource, 'query'>, table: string, rows: readonly object[]): Promise<void> {
  await db.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    JSON.stringify(rows),
  ]);
}
