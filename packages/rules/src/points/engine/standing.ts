import type { Entitlement } from '../rule.js';
import type { Granted, LedgerTxn } from './ledger-txn.js';
import type { StandingGrant } from './settle.js';

/** A grant that has not been reversed, and where it is by now. */
export type Grant = { txn: Granted; bucket: Entitlement['bucket'] };
type Occasion = Pick<LedgerTxn, 'ruleId' | 'ownerId' | 'part'>;
const nameOf = ({ ruleId, ownerId, part }: Occasion): string => `${ruleId}|${ownerId}|${part}`;

/**
 * All of a subject's transactions that later ones depend on: the grants that stand, and how often each thing was granted before. It stays
 * as small as the subject is, however often something was granted and taken back.
 */
export class Standing {
  /** By their keys, oldest first. */
  readonly grants: Map<string, Grant>;
  /** By rule, owner and part. */
  readonly times: Map<string, number>;

  constructor(grants: readonly Grant[] = [], times: Iterable<readonly [string, number]> = []) {
    this.grants = new Map(grants.map((g) => [g.txn.key, g]));
    this.times = new Map(times);
  }

  /** From all transactions of a subject, oldest first. */
  static of(txns: readonly LedgerTxn[]): Standing {
    const standing = new Standing();
    for (const txn of txns) standing.take(txn);
    return standing;
  }

  /** What waited has vested when something says so. */
  take(txn: LedgerTxn): void {
    const { key, bucket, reverses, vests } = txn;
    if (reverses) this.grants.delete(reverses);
    else if (vests) {
      const waited = this.grants.get(vests.key);
      if (waited) this.grants.set(vests.key, { ...waited, bucket: 'vested' });
    } else {
      this.grants.set(key, { txn, bucket });
      this.times.set(nameOf(txn), this.timesOf(txn) + 1);
    }
  }

  /** How often this was granted, whether it stands or not. */
  timesOf(occasion: Occasion): number {
    return this.times.get(nameOf(occasion)) ?? 0;
  }

  asGranted(): StandingGrant[] {
    return [...this.grants.values()].map(({ txn: { key, ruleId, ownerId, part, requested }, bucket }) => ({
      ...{ key, ruleId, ownerId, part, requested },
      bucket,
    }));
  }
}
