import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { Commands } from '../../platform/commands/run-command.js';
import { systemContext } from '../../platform/commands/system-context.js';
import { Logger } from '../../platform/ops/logger.js';
import { PrepareSurvey } from './prepare-survey.js';
import type { SurveyRow } from './survey.entity.js';

const EVERY_MS = 60_000;
const AT_ONCE = 200;

const NIL = '00000000-0000-0000-0000-000000000000';
/** To the microsecond, as the database has it: pages must meet. */
type Waiting = Pick<SurveyRow, 'id' | 'customerId' | 'waits' | 'dueAt'>;

/** What becomes of surveys by time alone: links end, and who could not be asked may be asked now. Any node may do it. */
@Injectable()
export class WatchSurveys implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly preparing: PrepareSurvey,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  private async lookAgain(): Promise<void> {
    await this.look().catch((error: unknown) => {
      if (!this.closed) this.logger.warn({ error }, 'the surveys could not be looked at');
    });
    if (!this.closed) this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    await this.running;
  }

  async look(): Promise<void> {
    const now = this.clock.now();
    await this.commands.run(systemContext(now), async (tx) => {
      // Mail that has not left by then asks nobody any more.
      await tx.query(
        `with over as (select id from survey where state in ('waiting', 'to_send', 'sent') and expires_at <= $1 for update skip locked),
           unsent as (delete from mail_out m using over where m.subject_id = over.id and m.sent_at is null and m.failed_at is null)
         update survey s set state = 'expired', waits = null from over where s.id = over.id`,
        [now],
      );
      return { reply: null, facts: [] };
    });
    await this.prepareAll(now);
  }

  /** All of them, page by page: those that nobody can be asked of stand in nobody's way, and neither does one that fails. */
  private async prepareAll(now: string): Promise<void> {
    let last: Waiting = { id: NIL, customerId: NIL, waits: null, dueAt: '-infinity' };
    for (;;) {
      const page = await this.db.query<Waiting[]>(
        `select id, customer_id as "customerId", waits, due_at::text as "dueAt" from survey
         where state = 'waiting' and (due_at, id) > ($1::timestamptz, $2::uuid) order by due_at, id limit $3`,
        [last.dueAt, last.id, AT_ONCE],
      );
      for (const survey of page) {
        if (this.closed) return;
        await this.db
          .transaction((tx) => this.preparing.prepare(tx, survey, now))
          .catch((error: unknown) => {
            if (!this.closed) this.logger.warn({ error, survey: survey.id }, 'a survey could not be prepared');
          });
      }
      if (page.length < AT_ONCE) return;
      last = page.at(-1)!;
    }
  }
}
