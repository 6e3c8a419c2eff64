import type { RedemptionView } from '@tallyboard/contracts/store';
import { REDEMPTION_DAYS } from '@tallyboard/rules/points/store/redemption';
import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import type { RedemptionRow } from './store.entity.js';

const DAY_MS = 86_400_000;

/** What is told of a redemption as it is now; the contract says to whom what of it. */
export const toldOf = ({ id, teamId, resourceId, userId, price, state }: RedemptionRow): NewFact =>
  newFact(teamFeed(teamId), 'points.redemption_changed', { id, resourceId, userId, price, state });

export const redemptionView = ({
  teamId: _,
  costCny: __,
  month: ___,
  drawn: ____,
  tookStock: _____,
  ...row
}: RedemptionRow): RedemptionView => ({
  ...row,
  decideBy: new Date(Date.parse(row.requestedAt) + REDEMPTION_DAYS * DAY_MS).toISOString(),
});
