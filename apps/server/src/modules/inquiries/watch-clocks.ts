import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import {
  ESCALATIONS,
  escalationAt,
  FOLLOW_UP_WINDOW_MS,
  REPLY_WINDOW_MS,
  type Inquiry,
} from '@tallyboard/rules/inquiries/inquiry';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import type { NewFact } from '../../platform/feeds/fact.js';
import { Logger } from '../../platform/ops/logger.js';
import { allocateInquiry } from './allocate-inquiry.js';
import { type InquiryFact, inquiryFact, lockWithBuyer } from './change-inquiry.js';
import { CloseWeeks } from './close-weeks.js';
import { updateInquiry } from './inquiry-table.js';
import { told } from './receive-inquiry.js';
import { systemContext } from '../../platform/commands/system-context.js';

const EVERY_MS = 5_000;
const MOST = 200;

/**
 * Tells that a buyer waits: at half the window it is offered to somebody else if nobody has touched it, at four fifths the manager is told,
 * at the end it is a miss. What nobody has is offered again as people come on duty. Any node may do it; a level is told once.
 */
@Injectable()
export class WatchClocks implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private closed = false;

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
       union select id from inquiry where owner_id is null and status = 'open' and waiting_since is not null limit $4`,
      [now, REPLY_WINDOW_MS / 1000, ESCALATIONS, MOST],
    );
    const rested = await this.db.query<{ id: string }[]>(
      `select id from inquiry where status <> 'invalid' and first_response->>'lapsed' = 'false' and first_response->>'followedUpAt' is null
         and first_response->>'at' <= $1 limit $2`,
      [before(now, FOLLOW_UP_WINDOW_MS), MOST],
    );
    let told = 0;
    for (const { id } of due) {
      if (this.closed) break;
      if (await this.commands.run(systemContext(now), (tx) => this.one(tx, id, now))) told += 1;
    }
    for (const { id } of rested) await this.commands.run(systemContext(now), (tx) => lapse(tx, id, now));
    return told + rested.length + (await this.weeks.close(now));
  }

  private async one(tx: EntityManager, id: string, now: string): Promise<{ reply: boolean; facts: NewFact[] }> {
    const found = await lockWithBuyer(tx, id);
    if (!found?.waitingSince || found.status === 'invalid') return { reply: false, facts: [] };
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
    const level = escalationAt(found.waitingSince, now);
    if (level > found.escalated)
      await write(
        { ...current, escalated: level, version: current.version + 1 },
        level === 100 ? 'inquiries.response_breached' : 'inquiries.escalated',
      );
    const untouched = current.firstResponse === null && current.status === 'open';
    const anew = current.ownerId === null || (level > found.escalated && level < 100 && untouched);
    if (anew) {
      const { after, allocation } = await allocateInquiry(tx, current, now);
      if (after !== current)
        await write(after, found.ownerId ? 'inquiries.reassigned' : 'inquiries.assigned', told(allocation));
    }
    return { reply: facts.length > 0, facts };
  }
}

const before = (now: string, ms: number): string => new Date(Date.parse(now) - ms).toISOString();

/** Three days after the first answer nothing came of it. */
async function lapse(tx: EntityManager, id: string, now: string): Promise<{ reply: null; facts: NewFact[] }> {
  const found = await lockWithBuyer(tx, id);
  const answer = found?.firstResponse;
  if (!answer || answer.lapsed || answer.followedUpAt || answer.at > before(now, FOLLOW_UP_WINDOW_MS))
    return { reply: null, facts: [] };
  const after = { ...found, firstResponse: { ...answer, lapsed: true }, version: found.version + 1 };
  await updateInquiry(tx, found, after);
  return { reply: null, facts: [inquiryFact('inquiries.follow_up_lapsed', after, found)] };
}
