import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { ESCALATIONS, FOLLOW_UP_WINDOW_MS, REPLY_WINDOW_MS, type Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import type { NewFact } from '../../platform/feeds/fact.js';
import { Logger } from '../../platform/ops/logger.js';
import { allocateInquiry } from './allocate-inquiry.js';
import { escalate, type InquiryFact, inquiryFact, lockWithBuyer } from './change-inquiry.js';
import { CloseWeeks } from './close-weeks.js';
import { updateInquiry } from './inquiry-table.js';
import { told } from './receive-inquiry.js';
import { systemContext } from '../../platform/commands/system-context.js';

const EVERY_MS = 5_000;
const MOST = 200;
const QUEUE_EVERY_MS = 60_000;

/**
 * Tells that a buyer waits: at half the window it is offered to somebody else if nobody has touched it, at four fifths the manager is told,
 * at the end it is a miss. What nobody has is offered again as people come on duty. Any node may do it; a level is told once.
 */
@Injectable()
export class WatchClocks implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private closed = false;
  private queueAt = 0;
  /** While a past is told, what is due now is not looked at: more of it may follow. */
  private isHeld = false;

  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly weeks: CloseWeeks,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  private async lookAgain(): Promise<void> {
    if (!this.isHeld)
      await this.look().catch((error: unknown) => {
        if (!this.closed) this.logger.warn({ error }, 'the reply clocks could not be looked at');
      });
    if (!this.closed) this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  /** Everything that is due now, one inquiry after the other; answers how many were told of. */
  async look(): Promise<number> {
    const now = this.clock.now();
    const due = await this.db.query<{ id: string }[]>(
      // The next level after the one that was told last.
      `select id from inquiry where waiting_since is not null and status <> 'invalid' and escalated < 100
         and waiting_since + make_interval(secs => $2 * (select min(level) from unnest($3::int[]) level where level > escalated) / 100.0) <= $1
       order by waiting_since limit $4`,
      [now, REPLY_WINDOW_MS / 1000, ESCALATIONS, MOST],
    );
    const unowned = this.isTimeForQueue(now)
      ? await this.db.query<{ id: string }[]>(
          `select i.id from inquiry i left join people_person_view p on p.id = i.owner_id and p.active and p.team_id = i.team_id
           where i.status in ('open', 'qualified') and p.id is null order by i.waiting_since nulls last, i.received_at limit $1`,
          [MOST],
        )
      : [];
    const rested = await this.rested(now);
    let told = 0;
    for (const id of new Set([...due, ...unowned].map((row) => row.id)))
      if (await this.tried(() => this.commands.run(systemContext(now), (tx) => this.one(tx, id, now)))) told += 1;
    for (const { id } of rested)
      if (await this.tried(() => this.commands.run(systemContext(now), (tx) => lapse(tx, id, now)))) told += 1;
    return told + (await this.weeks.close(now));
  }

  /** Answers that nothing has followed for three days, the oldest first. */
  private rested(now: string): Promise<{ id: string; at: string }[]> {
    return this.db.query(
      `select id, first_response->>'at' as at from inquiry
       where status <> 'invalid' and first_response->>'lapsed' = 'false' and first_response->>'followedUpAt' is null
         and first_response->>'at' <= $1 order by first_response->>'at' limit $2`,
      [before(now, FOLLOW_UP_WINDOW_MS), MOST],
    );
  }

  async whileTold(past: () => Promise<void>): Promise<void> {
    this.isHeld = true;
    await this.running;
    await past().finally(() => (this.isHeld = false));
  }

  /** For a past that is told, as the demo's: what had rested too long by then, each at the instant at which its time was over. */
  async lapseUntil(then: string): Promise<void> {
    for (const { id, at } of await this.rested(then)) {
      const over = new Date(Date.parse(at) + FOLLOW_UP_WINDOW_MS).toISOString();
      await this.commands.run(systemContext(over), (tx) => lapse(tx, id, over));
    }
  }

  /** One that fails stands in nobody's way, and is tried again in the next round. */
  private async tried(work: () => Promise<boolean>): Promise<boolean> {
    if (this.closed) return false;
    return work().catch((error: unknown) => {
      this.logger.warn({ error }, 'an inquiry could not be looked at');
      return false;
    });
  }

  /** What nobody has is offered once a minute. */
  private isTimeForQueue(now: string): boolean {
    if (Math.abs(Date.parse(now) - this.queueAt) < QUEUE_EVERY_MS) return false;
    this.queueAt = Date.parse(now);
    return true;
  }

  private async one(tx: EntityManager, id: string, now: string): Promise<{ reply: boolean; facts: NewFact[] }> {
    const found = await lockWithBuyer(tx, id);
    if (!found || found.status === 'invalid' || found.status === 'converted') return { reply: false, facts: [] };
    const facts: NewFact[] = [];
    let current = found;
    const write = async (
      after: Inquiry,
      fact: InquiryFact,
      allocation: ReturnType<typeof told> = null,
    ): Promise<void> => {
      await updateInquiry(tx, current, after);
      facts.push(inquiryFact(fact, after, current, { allocation }));
      current = after;
    };
    const due = escalate(found, now);
    if (due) await write(due.after, due.fact);
    if (current.ownerId && !(await isHere(tx, current)))
      await write(
        { ...current, ownerId: null, assignedAt: null, version: current.version + 1 },
        'inquiries.released_to_pool',
      );
    const untouched = current.firstResponse === null && current.status === 'open';
    if (current.ownerId === null || (due && due.after.escalated < 100 && untouched)) {
      const { after, allocation } = await allocateInquiry(tx, current, now);
      if (after !== current)
        await write(after, found.ownerId ? 'inquiries.reassigned' : 'inquiries.assigned', told(allocation));
    }
    return { reply: facts.length > 0, facts };
  }
}

/** Its owner still works in this team. */
const isHere = async (tx: EntityManager, { ownerId, teamId }: Inquiry): Promise<boolean> =>
  (
    await tx.query<unknown[]>('select 1 from people_person_view where id = $1 and active and team_id = $2', [
      ownerId,
      teamId,
    ])
  ).length > 0;

const before = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();

/** Three days after the first answer nothing came of it. */
async function lapse(tx: EntityManager, id: string, now: string): Promise<{ reply: boolean; facts: NewFact[] }> {
  const found = await lockWithBuyer(tx, id);
  const answer = found?.firstResponse;
  if (!answer || answer.lapsed || answer.followedUpAt || answer.at > before(now, FOLLOW_UP_WINDOW_MS))
    return { reply: false, facts: [] };
  const after = { ...found, firstResponse: { ...answer, lapsed: true }, version: found.version + 1 };
  await updateInquiry(tx, found, after);
  return { reply: true, facts: [inquiryFact('inquiries.follow_up_lapsed', after, found)] };
}
