/** Where a person's points stand (architecture §4). `issued` and `debt` are the system's own sides. */
export type Bucket = 'pending' | 'held' | 'vested' | 'owed' | 'issued' | 'debt';
export type Balances = { vested: number; owed: number };
export type BucketEntry = { bucket: Bucket; amount: number };

const entries = (list: BucketEntry[]): BucketEntry[] => list.filter((e) => e.amount !== 0);

/** Entries of a grant: it first pays what is owed, the rest is vested. They sum to zero. */
export function grantEntries(amount: number, have: Balances): BucketEntry[] {
  const paid = Math.min(have.owed, amount);
  const rest = amount - paid;
  return entries([
    { bucket: 'vested', amount: rest },
    { bucket: 'issued', amount: -rest },
    { bucket: 'owed', amount: -paid },
    { bucket: 'debt', amount: paid },
  ]);
}

/** Entries that take a grant back: what the balance cannot cover becomes owed (I8); nothing goes below zero. They sum to zero. */
export function reversalEntries(amount: number, have: Balances): BucketEntry[] {
  const taken = Math.min(have.vested, amount);
  const rest = amount - taken;
  return entries([
    { bucket: 'vested', amount: -taken },
    { bucket: 'issued', amount: taken },
    { bucket: 'owed', amount: rest },
    { bucket: 'debt', amount: -rest },
  ]);
}

export type WaitingBucket = 'pending' | 'held';

/** Entries of a grant that waits to be confirmed or looked at. They sum to zero. */
export const waitingEntries = (bucket: WaitingBucket, amount: number): BucketEntry[] =>
  entries([
    { bucket, amount },
    { bucket: 'issued', amount: -amount },
  ]);

/** Entries by which what waited vests: it first pays what is owed. They sum to zero. */
export function vestingEntries(bucket: WaitingBucket, amount: number, have: Balances): BucketEntry[] {
  const paid = Math.min(have.owed, amount);
  return entries([
    { bucket, amount: -amount },
    { bucket: 'vested', amount: amount - paid },
    { bucket: 'issued', amount: paid },
    { bucket: 'owed', amount: -paid },
    { bucket: 'debt', amount: paid },
  ]);
}

type Moved = {
  amount: number;
  bucket: WaitingBucket | 'vested';
  vests: { from: WaitingBucket; amount: number } | null;
};

/** The entries of a transaction, given what its owner has. They sum to zero, and nothing of a person's goes below zero. */
export function entriesOf({ amount, bucket, vests }: Moved, have: Balances): BucketEntry[] {
  if (vests) return vestingEntries(vests.from, vests.amount, have);
  if (bucket !== 'vested') return waitingEntries(bucket, amount);
  // What takes away, be it a reversal or a decision, cannot take more than there is; the rest is owed.
  return amount < 0 ? reversalEntries(-amount, have) : grantEntries(amount, have);
}
