import { afterReversal, fits, isMilestone, type Milestone } from '@tallyboard/rules/points/rewards/reward';
import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { NewFact } from '../../../platform/feeds/fact.js';
import { audit } from '../../../platform/ops/audit.js';
import type { LedgerTxn } from '../ledger.entity.js';
import { givenIn, lockBudget, policyOf } from './budget.js';
import { RewardGrant } from './reward.entity.js';
import { toldOf } from './told-reward.js';

/** Nobody’s doing: it follows from what happened. */
const BY_ITSELF = { actorId: null, address: null };
type Caused = { txn: LedgerTxn; fact: NewFact };

/**
 * Rewards follow from milestones as they are posted, in the same transaction: one is granted with the points, and taken back with them. So it
 * is there exactly once, however often a fact is told.
 */
export async function followMilestones(tx: EntityManager, txns: readonly LedgerTxn[]): Promise<Caused[]> {
  const caused: Caused[] = [];
  for (const txn of txns) {
    if (!isMilestone(txn.ruleId) || txn.vestsId) continue;
    const fact = txn.reversesId ? await takeBack(tx, txn) : await grant(tx, txn, txn.ruleId);
    if (fact) caused.push({ txn, fact });
  }
  return caused;
}

async function grant(tx: EntityManager, txn: LedgerTxn, ruleId: Milestone): Promise<NewFact | null> {
  const { ownerId: userId, at, id: txnId } = txn;
  const [person] = await tx.query<{ teamId: string }[]>(
    'select team_id as "teamId" from people_person_view where id = $1',
    [userId],
  );
  if (!person) return null;
  await lockBudget(tx, person.teamId);
  const standing = await tx.findOneBy(RewardGrant, {
    userId,
    ruleId,
    state: Not('taken_back'),
  });
  // It had been handed over before its reason went; now that the reason is back, that was all right.
  if (standing) {
    await tx.update(RewardGrant, { id: standing.id }, { txnId, reversedAt: null });
    return toldOf({ ...standing, txnId, reversedAt: null });
  }
  const policy = await policyOf(tx, person.teamId);
  const { kind, value } = policy.worth[ruleId];
  if (value === 0) return null;
  const month = txn.effectiveOn.slice(0, 7);
  const given = await givenIn(tx, person.teamId, month);
  const row: RewardGrant = {
    id: uuid(),
    teamId: person.teamId,
    userId,
    ruleId,
    kind,
    value,
    month,
    txnId,
    state: fits(policy, kind, value, given[kind]) ? 'granted' : 'waiting',
    grantedAt: at,
    decidedBy: null,
    decidedAt: null,
    handedBy: null,
    handedAt: null,
    reversedAt: null,
  };
  await tx.insert(RewardGrant, row);
  return toldOf(row);
}

async function takeBack(tx: EntityManager, { reversesId, at }: LedgerTxn): Promise<NewFact | null> {
  const found = await tx.findOneBy(RewardGrant, {
    txnId: reversesId!,
    state: Not('taken_back'),
  });
  if (!found) return null;
  await lockBudget(tx, found.teamId);
  // Somebody may have handed it over meanwhile.
  const row = await tx.findOneOrFail(RewardGrant, {
    where: { id: found.id },
    lock: { mode: 'pessimistic_write' },
  });
  const state = afterReversal(row.state);
  const now: RewardGrant = {
    ...row,
    state,
    ...(state === 'handed_over' ? { reversedAt: at } : {}),
  };
  await tx.update(RewardGrant, { id: row.id }, { state: now.state, reversedAt: now.reversedAt });
  const action = state === 'taken_back' ? 'points.reward_taken_back' : 'points.reward_reason_gone';
  await audit(tx, BY_ITSELF, {
    action,
    subject: row.id,
    details: { userId: row.userId, ruleId: row.ruleId },
  });
  return toldOf(now);
}
