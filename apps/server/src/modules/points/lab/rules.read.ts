import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ruleLabApi, RuleView, ScheduledRule } from '@tallyboard/contracts/rule-lab';
import { DRAFTED_IDS, type DraftedId } from '@tallyboard/rules/points/lab/draft';
import { type Season, seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../../platform/clock/clock.js';

/** How many seasons back can be replayed from the page. */
const SEASONS = 4;
const RULES = `select rule_id as "ruleId", version, params, in_force_from as "inForceFrom", scheduled_by as by, note from point_rule`;

/** The season of a code such as 2026Q4; null where it is none. */
export function seasonOf(code: string, zone: string): Season | null {
  const [, year, quarter] = /^(\d{4})Q([1-4])$/.exec(code) ?? [];
  if (!year || !quarter) return null;
  // The middle of its second month lies in it in every zone.
  return seasonAt(`${year}-${String(Number(quarter) * 3 - 1).padStart(2, '0')}-15T00:00:00.000Z`, zone);
}
const before = (season: Season, zone: string): Season =>
  seasonAt(new Date(Date.parse(season.startsAt) - 1).toISOString(), zone);

@Injectable()
export class RulesRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async rules(): Promise<ReplyOf<typeof ruleLabApi.rules>> {
    const now = this.clock.now();
    const [{ zone }] = await this.db.query<[{ zone: string }]>('select zone from people_organization_view');
    const season = seasonAt(now, zone);
    const seasons = [season];
    while (seasons.length < SEASONS) seasons.push(before(seasons.at(-1)!, zone));
    return { rules: await rulesOf(this.db.manager, now), season, next: seasonAt(season.endsAt, zone), seasons };
  }
}

/** Each rule as it is in force, and what comes after it; one that is only to come stands as it will be. */
export async function rulesOf(tx: EntityManager, now: string): Promise<RuleView[]> {
  const rows = await tx.query<ScheduledRule[]>(`${RULES} order by in_force_from, version`);
  const versions = (ruleId: DraftedId): ScheduledRule[] => rows.filter((r) => r.ruleId === ruleId);
  return DRAFTED_IDS.flatMap((ruleId) => {
    const all = versions(ruleId);
    const current = all.filter((r) => r.inForceFrom <= now).at(-1);
    const next = all.filter((r) => r.inForceFrom > now).at(-1) ?? null;
    const shown = current ?? next;
    if (!shown) return [];
    const { version, params, inForceFrom } = shown;
    return [{ ruleId, version, params, inForceFrom, scheduled: next }];
  });
}

export const scheduledOf = async (tx: EntityManager, now: string): Promise<ScheduledRule[]> =>
  (await rulesOf(tx, now)).flatMap((r) => (r.scheduled ? [r.scheduled] : []));
