import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AWARD_IDS, type AwardId } from '@tallyboard/rules/points/awards/award';
import { awardPeriods } from '@tallyboard/rules/points/awards/catalogue';
import { type Period, periodAt, type PeriodKind } from '@tallyboard/rules/time/periods';
import { DataSource } from 'typeorm';
import { type AwardPeriod, ShortlistAward } from '../../modules/points/awards/shortlist-award.js';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import { systemContext } from '../../platform/commands/system-context.js';
import { Logger } from '../../platform/ops/logger.js';
import { GatherEvidence } from './gather-evidence.js';

const EVERY_MS = 15 * 60_000;
const FIRST_MS = 20_000;
const DAY_MS = 86_400_000;
/** A day after its end all of a period is decided: the last window of 24 hours has closed. */
const GRACE_MS = DAY_MS;
/** So long it is looked whether a decided award would go to another now. */
const RESTATE_MS = 100 * DAY_MS;
const RESTATE_EVERY_MS = 6 * 3_600_000;
type Due = AwardPeriod & { award: AwardId };
const keyOf = (d: Due): string => `${d.teamId} ${d.award} ${d.period.code}`;

/** A server that was off does not miss the periods that ended meanwhile. */
const PERIODS_BACK = 3;

/** The periods that ended last, and of which all is decided. */
function closedPeriods(kind: PeriodKind, now: string, zone: string): Period[] {
  let { startsAt } = periodAt(kind, new Date(Date.parse(now) - GRACE_MS).toISOString(), zone);
  return Array.from({ length: PERIODS_BACK }, () => {
    const period = periodAt(kind, new Date(Date.parse(startsAt) - 1).toISOString(), zone);
    startsAt = period.startsAt;
    return period;
  });
}

/** Makes the shortlists of periods that have ended, and looks again at those that were made. Any node may do it. */
@Injectable()
export class CloseAwards implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private closed = false;
  private restatedAt = 0;

  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly evidence: GatherEvidence,
    private readonly shortlist: ShortlistAward,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void (this.running = this.lookAgain()), FIRST_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  private async lookAgain(): Promise<void> {
    await this.look(this.clock.now()).catch((error: unknown) => {
      if (!this.closed) this.logger.warn({ error }, 'the awards could not be looked at');
    });
    if (!this.closed) this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  /** One award that fails stands in no other's way, and is tried again in the next round. */
  async look(now: string): Promise<void> {
    for (const due of await this.due(now)) {
      if (this.closed) return;
      await this.one(due, now).catch((error: unknown) => {
        if (!this.closed) this.logger.warn({ error, award: due.award }, 'an award could not be judged');
      });
    }
  }

  private one({ award, ...span }: Due, now: string): Promise<void> {
    return this.commands.run(systemContext(now), async (tx) => {
      // Of several nodes that look at once, the first does it.
      const [free] = await tx.query<[{ is: boolean }]>(
        `select pg_try_advisory_xact_lock(hashtextextended('points.award:' || $1, 0)) as is`,
        [`${span.teamId}:${award}:${span.period.code}`],
      );
      if (!free.is) return { reply: undefined, facts: [] };
      // Before the evidence: a vote that is cast meanwhile waits, and is counted.
      await this.shortlist.lock(tx, { award, ...span });
      const evidence = await this.evidence.of(tx, award, span, now);
      return { reply: undefined, facts: await this.shortlist.inTransaction(tx, span, evidence, now) };
    });
  }

  private async due(now: string): Promise<Due[]> {
    const [office] = await this.db.query<{ zone: string }[]>('select zone from people_organization_view');
    if (!office) return [];
    const teams = await this.db.query<{ id: string }[]>('select id from people_team_view order by id');
    const ended = teams.flatMap(({ id: teamId }) =>
      AWARD_IDS.flatMap((award) =>
        awardPeriods(award).flatMap((kind) =>
          closedPeriods(kind, now, office.zone).map((period) => ({ teamId, award, kind, period })),
        ),
      ),
    );
    const known = await this.shortlist.since(new Date(Date.parse(now) - RESTATE_MS).toISOString(), now);
    // What was decided changes rarely, and nobody waits for it.
    const isTime = Math.abs(Date.parse(now) - this.restatedAt) >= RESTATE_EVERY_MS;
    if (isTime) this.restatedAt = Date.parse(now);
    const earlier = known.filter((k) => isTime || k.state === 'shortlist');
    const decided = new Set(known.filter((k) => k.state !== 'shortlist').map((k) => keyOf(k)));
    const open = ended.filter((d) => !decided.has(keyOf(d)));
    return [...new Map([...open, ...earlier].map((d) => [keyOf(d), d])).values()];
  }
}
