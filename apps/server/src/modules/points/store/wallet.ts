import type { RuleId } from '@tallyboard/rules/points/rule';
import { type CreditMove, type Draw, foldLots, type Lot } from '@tallyboard/rules/points/store/lots';
import { businessDay } from '@tallyboard/rules/time/business-day';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';

/** What the store writes into the ledger. It follows from decisions, not from rules: no replay of facts makes it. */
export const STORE_RULE = 'STO-01';
type Effect = 'reserve' | 'release' | 'spend' | 'refund' | 'expire';

/** From which bucket to which each effect carries credits; `spent` and `expired` are the system's. */
const WAYS: Readonly<Record<Effect, { from: string; to: string }>> = {
  reserve: { from: 'vested', to: 'reserved' },
  release: { from: 'reserved', to: 'vested' },
  spend: { from: 'reserved', to: 'spent' },
  refund: { from: 'spent', to: 'vested' },
  expire: { from: 'vested', to: 'expired' },
};
const isSystem = (bucket: string): boolean => bucket === 'spent' || bucket === 'expired';
type Line = {
  id: string;
  ruleId: RuleId;
  season: string;
  at: string;
  part: string;
  inputs: Draw;
  reversed: string | null;
  amount: number;
};
type AccountRow = { id: string; season: string; bucket: string; balance: number };

/** Somebody's credits, whose accounts are locked until the end of the transaction: whatever is decided on them is decided one after the other. */
export class Wallet {
  private constructor(
    private readonly tx: EntityManager,
    readonly ownerId: string,
    readonly lots: readonly Lot[],
    readonly owed: number,
    readonly reserved: number,
    /** By which rule each lot was earned. */
    readonly ruleOf: ReadonlyMap<string, RuleId>,
  ) {}

  static async open(tx: EntityManager, ownerId: string, zone: string): Promise<Wallet> {
    const accounts = await tx.query<AccountRow[]>(
      `select id, season, bucket, balance from ledger_account where owner_id = $1 and currency = 'KC' order by id for no key update`,
      [ownerId],
    );
    return Wallet.of(tx, ownerId, accounts, zone);
  }

  /** For showing alone: nothing is locked. */
  static async look(tx: EntityManager, ownerId: string, zone: string): Promise<Wallet> {
    const accounts = await tx.query<AccountRow[]>(
      `select id, season, bucket, balance from ledger_account where owner_id = $1 and currency = 'KC'`,
      [ownerId],
    );
    return Wallet.of(tx, ownerId, accounts, zone);
  }

  private static async of(tx: EntityManager, ownerId: string, accounts: AccountRow[], zone: string): Promise<Wallet> {
    const lines = await tx.query<Line[]>(
      `select t.id, t.rule_id as "ruleId", a.season, t.at, case when t.rule_id = $2 then t.part else '' end as part, t.inputs, coalesce(v.id, t.reverses_id) as reversed, coalesce(e.amount, 0) as amount
       from ledger_txn t left join ledger_txn v on v.vests_id = t.reverses_id
         left join lateral (select e.amount, a.season from ledger_entry e join ledger_account a on a.id = e.account_id
           where e.txn_id = t.id and a.owner_id = $1 and a.currency = 'KC' and a.bucket = 'vested' and t.rule_id <> $2) e on true
         cross join lateral (select coalesce(e.season, t.season) as season) a
       where t.owner_id = $1 and t.currency = 'KC' order by t.at, t.id`,
      [ownerId, STORE_RULE],
    );
    const sum = (bucket: string): number =>
      accounts.filter((a) => a.bucket === bucket).reduce((n, a) => n + a.balance, 0);
    const moves = lines.flatMap((line) => moveOf(line, zone) ?? []);
    const rules = new Map(lines.map((l) => [l.id, l.ruleId]));
    return new Wallet(tx, ownerId, foldLots(moves), sum('owed'), sum('reserved'), rules);
  }

  /** Carries credits of some lots from bucket to bucket; each effect of a subject happens once. */
  async carry(effect: Effect, subject: string, drawn: Draw, at: string, zone: string): Promise<void> {
    const { from, to } = WAYS[effect];
    const bySeason = new Map<string, number>();
    for (const [lotId, amount] of Object.entries(drawn)) {
      const { season } = this.lots.find((l) => l.id === lotId)!;
      bySeason.set(season, (bySeason.get(season) ?? 0) + amount);
    }
    const total = [...bySeason.values()].reduce((a, b) => a + b, 0);
    const id = uuid();
    const personal = (isSystem(from) ? total : 0) - (isSystem(to) ? total : 0);
    await this.tx.query(
      `insert into ledger_txn (id, idem_key, rule_id, rule_version, owner_id, subject, part, currency, season, amount, requested, inputs, source_feed, source_seq, effective_on, at)
       values ($1, $2, $3, 1, $4, $5, $6, 'KC', $7, $8, $9, $10, 'store', 0, $11, $12)`,
      [
        id,
        `${STORE_RULE}|${subject}|${effect}`,
        STORE_RULE,
        this.ownerId,
        subject,
        effect,
        [...bySeason.keys()].sort()[0],
        personal,
        total,
        drawn,
        businessDay(at, zone),
        at,
      ],
    );
    for (const [season, amount] of [...bySeason].sort()) {
      await this.enter(id, from, season, -amount);
      await this.enter(id, to, season, amount);
    }
  }

  private async enter(txnId: string, bucket: string, season: string, amount: number): Promise<void> {
    const [owner, system, balance] = isSystem(bucket) ? [null, 'points', null] : [this.ownerId, null, 0];
    await this.tx.query(
      `insert into ledger_account (owner_id, system, currency, season, bucket, balance) values ($1, $2, 'KC', $3, $4, $5) on conflict do nothing`,
      [owner, system, season, bucket, balance],
    );
    await this.tx.query(
      `with account as (select id from ledger_account where owner_id is not distinct from $2::uuid and system is not distinct from $3 and currency = 'KC' and season = $4 and bucket = $5),
         entered as (insert into ledger_entry (txn_id, account_id, amount) select $1, id, $6::bigint from account)
       update ledger_account a set balance = balance + $6 from account where a.id = account.id and a.balance is not null`,
      [txnId, owner, system, season, bucket, amount],
    );
  }
}

/** A line of the ledger as the lots see it. */
function moveOf({ id, season, at, part, inputs, reversed, amount }: Line, zone: string): CreditMove | null {
  if (part === 'reserve' || part === 'expire') return { kind: 'drawn', draw: inputs };
  if (part === 'release' || part === 'refund') return { kind: 'returned', draw: inputs };
  if (part === 'spend' || amount === 0) return null;
  return amount > 0
    ? { kind: 'gained', id, season, amount, on: businessDay(at, zone) }
    : { kind: 'taken', lotId: reversed ?? id, season, amount: -amount };
}
