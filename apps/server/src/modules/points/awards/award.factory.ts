import { type AnyEvidence, awardDefaults, rankAward } from '@tallyboard/rules/points/awards/catalogue';
import { periodAt, type PeriodKind } from '@tallyboard/rules/time/periods';
import { v7 as uuid } from 'uuid';
import type { TestServer } from '../../../testing/test-server.js';
import { AwardRow } from './award.entity.js';

/** An award of the period that `at` falls in, judged by some evidence and not decided yet. */
export async function anAward(
  server: TestServer,
  evidence: AnyEvidence,
  {
    teamId = server.teamId,
    kind = 'month',
    at = '2026-10-15T00:00:00.000Z',
  }: { teamId?: string; kind?: PeriodKind; at?: string } = {},
): Promise<string> {
  const { code: period, startsAt, endsAt } = periodAt(kind, at, 'Asia/Shanghai');
  const params = { ...awardDefaults(evidence.award) };
  const id = uuid();
  const team = teamId ?? server.teamId;
  const row = { id, teamId: team, award: evidence.award, periodKind: kind, period, startsAt, endsAt, evidence, params };
  const ranking = rankAward(evidence, params, kind);
  await server.db.manager.insert(AwardRow, {
    ...row,
    state: 'shortlist',
    ranking,
    asOf: endsAt,
    winners: [],
    note: '',
  });
  return id;
}

/** As if a manager had confirmed it on the day after its period. */
export async function publishAward(server: TestServer, id: string, winners: readonly string[]): Promise<void> {
  const { endsAt } = await server.db.manager.findOneByOrFail(AwardRow, { id });
  await server.db.manager.update(
    AwardRow,
    { id },
    { state: 'published', winners: [...winners], decidedBy: server.manager.id, decidedAt: endsAt },
  );
}
