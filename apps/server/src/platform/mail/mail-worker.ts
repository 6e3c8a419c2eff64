import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { createTransport, type Transporter } from 'nodemailer';
import { DataSource } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Commands } from '../commands/run-command.js';
import { systemContext } from '../commands/system-context.js';
import { Logger } from '../ops/logger.js';
import { Mailer } from './mailer.js';
import { outcomeOf } from './outcome.js';

type Waiting = {
  id: string;
  kind: string;
  subjectId: string;
  name: string;
  address: string;
  subject: string;
  body: string;
  messageId: string;
  attempts: number;
};
const EVERY_MS = 5_000;
/** Longer than the slowest server is waited for; who claimed a mail and died gives it back by this. */
const LEASE_MS = 120_000;

/**
 * Sends what `Mailer` wrote down. Any node may: a mail is claimed for two minutes, sent, and written down as sent with what follows from
 * it. A node that dies between the last two sends it once more, with the same Message-ID, by which the other end knows a second copy:
 * at least once, never silently not at all.
 */
@Injectable()
export class MailWorker implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<unknown> = Promise.resolve();
  private closed = false;
  private transport: Transporter | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.mailer.isSet) this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  private async lookAgain(): Promise<void> {
    await this.work().catch((error: unknown) => {
      if (!this.closed) this.logger.warn({ error }, 'mail that waits could not be looked at');
    });
    if (!this.closed) this.timer = setTimeout(() => void (this.running = this.lookAgain()), EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.transport?.close();
    await this.running;
  }

  /** Sends all that is due now, one after the other; answers how many were sent. */
  async work(): Promise<number> {
    const now = this.clock.now();
    let sent = 0;
    // Claimed one at a time: what waited behind a slow one would outlive its lease.
    for (let [mail] = await this.claim(now); mail && !this.closed; [mail] = await this.claim(now))
      if (await this.one(mail)) sent += 1;
    return sent;
  }

  private claim(now: string): Promise<Waiting[]> {
    return this.db.query<Waiting[]>(
      `with due as (
         select id from mail_out where sent_at is null and failed_at is null and next_at <= $1 and coalesce(leased_until <= $1, true)
         order by next_at limit 1 for update skip locked),
       claimed as (
         update mail_out m set leased_until = $2, attempts = attempts + 1 from due where m.id = due.id
         returning m.id, m.kind, m.subject_id, m.recipient_name, m.recipient, m.subject, m.body, m.message_id, m.attempts)
       select id, kind, subject_id as "subjectId", recipient_name as name, recipient as address, subject, body, message_id as "messageId", attempts
       from claimed order by id`,
      [now, new Date(Date.parse(now) + LEASE_MS).toISOString()],
    );
  }

  private async one(mail: Waiting): Promise<boolean> {
    try {
      await this.transporter().sendMail({
        from: this.mailer.settings!.from,
        to: { name: mail.name, address: mail.address },
        subject: mail.subject,
        text: mail.body,
        messageId: mail.messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
    } catch (error) {
      await this.notSent(mail, error);
      return false;
    }
    await this.done(mail, 'sent', '');
    return true;
  }

  private async notSent(mail: Waiting, error: unknown): Promise<void> {
    const now = this.clock.now();
    const outcome = outcomeOf(error, mail.attempts, now);
    // Of the server's words only the code: they repeat the address.
    this.logger.warn({ kind: mail.kind, attempts: mail.attempts, code: outcome.code }, 'a mail could not be sent');
    if (!outcome.nextAt) return this.done(mail, 'failed', outcome.code);
    await this.db.query('update mail_out set leased_until = null, next_at = $2, last_error = $3 where id = $1', [
      mail.id,
      outcome.nextAt,
      outcome.code,
    ]);
  }

  /** Written down with what follows from it; from here on its words are gone. */
  private async done({ id, kind, subjectId }: Waiting, what: 'sent' | 'failed', code: string): Promise<void> {
    const now = this.clock.now();
    await this.commands.run(systemContext(now), async (tx) => {
      const open = await tx.query<unknown[]>(
        `select 1 from mail_out where id = $1 and sent_at is null and failed_at is null for update`,
        [id],
      );
      if (open.length === 0) return { reply: null, facts: [] };
      await tx.query(
        `update mail_out set sent_at = case $2 when 'sent' then $3::timestamptz end, failed_at = case $2 when 'failed' then $3::timestamptz end,
           leased_until = null, last_error = $4, recipient = '', recipient_name = '', subject = '', body = '' where id = $1`,
        [id, what, now, code],
      );
      const follows = this.mailer.kinds.get(kind);
      if (what === 'sent') return { reply: null, facts: (await follows?.sent(tx, subjectId, now)) ?? [] };
      await follows?.failed(tx, subjectId);
      return { reply: null, facts: [] };
    });
  }

  private transporter(): Transporter {
    this.transport ??= createTransport({
      url: this.mailer.settings!.smtpUrl,
      connectionTimeout: 10_000,
      greetingTimeout: 10_000,
      socketTimeout: 30_000,
    });
    return this.transport;
  }
}
