import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import type { NewFact } from '../feeds/fact.js';

/** What a domain does when a mail of its kind has left, or was given up. Called in the transaction that writes it down. */
export type MailKind = {
  sent: (tx: EntityManager, subjectId: string, now: string) => Promise<NewFact[]>;
  failed: (tx: EntityManager, subjectId: string) => Promise<void>;
};
export type Letter = {
  kind: string;
  /** What it is about; one mail of a kind is out for it at a time. */
  subjectId: string;
  to: { name: string; address: string };
  subject: string;
  text: string;
  notBefore: string;
};

/**
 * Mail is written down in the transaction of what it tells of, and sent after: see `MailWorker`. Its words, which may hold a link that
 * opens something, stay in the table only until it is out.
 */
@Injectable()
export class Mailer {
  readonly kinds = new Map<string, MailKind>();

  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** Null where mail is not set up: links are handed over by people. */
  get settings(): Config['mail'] {
    return this.config.mail;
  }
  get isSet(): boolean {
    return this.settings !== null;
  }
  /** Under which address links in mails open; only where mail is set up. */
  get linkBase(): string {
    return this.config.publicUrl ?? '';
  }

  async enqueue(tx: EntityManager, { kind, subjectId, to, subject, text, notBefore }: Letter): Promise<void> {
    const id = uuid();
    const host = /@([^\s<>@]+)>?$/.exec(this.settings?.from ?? '')?.[1] ?? 'localhost';
    await tx.query(
      `insert into mail_out (id, kind, subject_id, recipient_name, recipient, subject, body, message_id, next_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)`,
      [id, kind, subjectId, to.name, to.address, subject, text, `<${id}@${host}>`, notBefore],
    );
  }

  /** Takes back what is not out yet. False when it is on its way at this moment: it can be stopped no more. */
  async withdraw(tx: EntityManager, kind: string, subjectId: string, now: string): Promise<boolean> {
    if ((await this.onTheirWay(tx, kind, [subjectId], now)).size > 0) return false;
    await this.drop(tx, kind, [subjectId]);
    return true;
  }

  /** About which of some subjects a mail is on its way at this moment. What waits about the others is locked: it leaves no more before we are done. */
  async onTheirWay(tx: EntityManager, kind: string, subjectIds: readonly string[], now: string): Promise<Set<string>> {
    if (subjectIds.length === 0) return new Set();
    const waiting = await tx.query<{ subjectId: string; leased: boolean }[]>(
      `select subject_id as "subjectId", coalesce(leased_until > $3, false) as leased from mail_out
       where kind = $1 and subject_id = any($2::uuid[]) and sent_at is null and failed_at is null order by id for update`,
      [kind, subjectIds, now],
    );
    return new Set(waiting.flatMap((m) => (m.leased ? [m.subjectId] : [])));
  }

  /** Takes back what waits about some subjects of which nothing is on its way. */
  async drop(tx: EntityManager, kind: string, subjectIds: readonly string[]): Promise<void> {
    await tx.query(
      'delete from mail_out where kind = $1 and subject_id = any($2::uuid[]) and sent_at is null and failed_at is null',
      [kind, subjectIds],
    );
  }
}
