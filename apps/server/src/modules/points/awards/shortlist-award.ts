import { Injectable } from '@nestjs/common';
import type { AwardTold } from '@tallyboard/contracts/awards';
import { type AwardId, winnersOf } from '@tallyboard/rules/points/awards/award';
import { type AnyEvidence, rankAward, type Ranking } from '@tallyboard/rules/points/awards/catalogue';
import type { Period, PeriodKind } from '@tallyboard/rules/time/periods';
import { Between, DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { type NewFact, newFact, teamFeed } from '../../../platform/feeds/fact.js';
import { awardRuleFor } from '../rules-in-force.js';
import { AwardRow } from './award.entity.js';

export type AwardPeriod = { teamId: string; kind: PeriodKind; period: Period };
type AwardFact = 'points.award_shortlisted' | 'points.award_published' | 'points.award_restated';

export function toldOf(name: AwardFact, row: AwardRow, winners: string[], at: string): NewFact {
  const told: AwardTold = {
    awardId: row.id,
    award: row.award,
    periodKind: row.periodKind,
    period: row.period,
    winners,
    at,
  };
  return newFact(teamFeed(row.teamId), name, told);
}

/** Ranks the evidence of an award and keeps both: the first time as a shortlist, later as what became of it. */
@Injectable()
export class ShortlistAward {
  constructor(private readonly db: DataSource) {}

  /** Awards whose period ended between two instants. */
  async since(from: string, to: string): Promise<(AwardPeriod & Pick<AwardRow, 'award' | 'state'>)[]> {
    const rows = await this.db.manager.find(AwardRow, {
      select: { teamId: true, state: true, award: true, periodKind: true, period: true, startsAt: true, endsAt: true },
      where: { endsAt: Between(from, to) },
      order: { endsAt: 'ASC', award: 'ASC' },
    });
    return rows.map(({ teamId, state, award, periodKind: kind, period: code, startsAt, endsAt }) => ({
      teamId,
      state,
      award,
      kind,
      period: { code, startsAt, endsAt },
    }));
  }

  /** Holds the award, where there is one, until the transaction ends. */
  async lock(tx: EntityManager, { teamId, award, kind, period }: AwardPeriod & { award: AwardId }): Promise<void> {
    await tx.query(
      'select 1 from award where team_id = $1 and award = $2 and period_kind = $3 and period = $4 for update',
      [teamId, award, kind, period.code],
    );
  }

  /** What is to be told. The same evidence again changes nothing and tells nothing. */
  async inTransaction(
    tx: EntityManager,
    { teamId, kind, period }: AwardPeriod,
    evidence: AnyEvidence,
    now: string,
  ): Promise<NewFact[]> {
    const key = { teamId, award: evidence.award, periodKind: kind, period: period.code };
    const known = await tx.findOne(AwardRow, { where: key, lock: { mode: 'pessimistic_write' } });
    // What it was first judged by stays with it. A rule that a release brought awards nothing before the season it begins in.
    const rule = known
      ? { version: known.ruleVersion, params: known.params }
      : await awardRuleFor(tx, evidence.award, period.endsAt);
    if (!rule) return [];
    const { params, version: ruleVersion } = rule;
    // Who opts out, or in, after an award was given changes nothing of it.
    const fair = known?.state === 'published' ? { ...evidence, optedOut: known.evidence.optedOut } : evidence;
    const ranking = rankAward(fair, params, kind);
    if (known) return this.again(tx, known, evidence, ranking, now);
    if (ranking.placed.length === 0) return [];
    const row: AwardRow = {
      id: uuid(),
      ...key,
      startsAt: period.startsAt,
      endsAt: period.endsAt,
      state: 'shortlist',
      evidence,
      ruleVersion,
      params,
      ranking,
      asOf: now,
      winners: [],
      decidedBy: null,
      decidedAt: null,
      note: '',
      restated: null,
      restatedAt: null,
    };
    // Two nodes may look at once: the second finds it made.
    const made = await tx.createQueryBuilder().insert().into(AwardRow).values(row).orIgnore().returning('id').execute();
    if ((made.raw as unknown[]).length === 0) return [];
    return [toldOf('points.award_shortlisted', row, winnersOf(ranking.placed), now)];
  }

  private async again(
    tx: EntityManager,
    row: AwardRow,
    evidence: AnyEvidence,
    ranking: Ranking,
    now: string,
  ): Promise<NewFact[]> {
    if (row.state === 'withheld') return [];
    if (row.state === 'shortlist') {
      if (sameRanking(row.ranking, ranking)) return [];
      await tx.update(AwardRow, { id: row.id }, { evidence, ranking, asOf: now });
      return [toldOf('points.award_shortlisted', row, winnersOf(ranking.placed), now)];
    }
    const winners = winnersOf(ranking.placed);
    const isOther = winners.join() !== row.winners.join();
    if (!isOther && !row.restated) return [];
    const restated = isOther ? ranking.placed : null;
    if (row.restated && restated && winnersOf(row.restated).join() === winners.join()) return [];
    await tx.update(AwardRow, { id: row.id }, { restated, restatedAt: restated && now });
    return [toldOf('points.award_restated', row, winners, now)];
  }
}

/** Key by key: Postgres keeps an object’s keys in an order of its own. */
const plain = (value: unknown): unknown =>
  JSON.stringify(value, (_, v: unknown) =>
    v && typeof v === 'object' && !Array.isArray(v)
      ? Object.fromEntries(Object.entries(v).sort(([a], [b]) => (a < b ? -1 : 1)))
      : v,
  );
const sameRanking = (a: Ranking, b: Ranking): boolean => plain(a) === plain(b);
