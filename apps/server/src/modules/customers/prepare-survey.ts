import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type AskableContact,
  chooseContact,
  GRACE_MS,
  plusDays,
  SURVEY_EXPIRY_DAYS,
} from '@tallyboard/rules/customers/survey';
import { businessDay } from '@tallyboard/rules/time/business-day';
import { TRANSLATORS } from '@tallyboard/locale/translators';
import type { EntityManager } from 'typeorm';
import { hashToken, newToken } from '../../platform/auth/token.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { SurveyRow } from './survey.entity.js';

type Preparable = Pick<SurveyRow, 'id' | 'customerId' | 'waits'>;
export const SURVEY_MAIL = 'customers.survey';

/** Chooses whom a survey asks and, where mail is set up, writes the mail; what follows when it has left. */
@Injectable()
export class PrepareSurvey implements OnModuleInit {
  constructor(readonly mailer: Mailer) {}

  onModuleInit(): void {
    this.mailer.kinds.set(SURVEY_MAIL, {
      sent: (tx, id, now) => this.mailSent(tx, id, now),
      failed: async (tx, id) => {
        await tx.update(SurveyRow, { id, state: 'to_send' }, { mailFailed: true });
      },
    });
  }

  /**
   * Whom it asks, if anybody can be asked now; else why it waits. Surveys of one customer are prepared one after the other. Tells the
   * state it leaves one in that was waiting.
   */
  async prepare(tx: EntityManager, survey: Preparable, now: string): Promise<'waiting' | 'to_send'> {
    const [, contacts] = await Promise.all([
      tx.query(`select pg_advisory_xact_lock(hashtextextended('customers.survey:' || $1, 0))`, [survey.customerId]),
      contactsOf(tx, survey.customerId),
    ]);
    const chosen = chooseContact(contacts, now);
    const waiting = { id: survey.id, state: 'waiting' as const };
    if ('waits' in chosen) {
      if (chosen.waits !== survey.waits) await tx.update(SurveyRow, waiting, { waits: chosen.waits });
      return 'waiting';
    }
    const { name, email } = chosen.contact;
    const who = { contactName: name, contactEmail: email, state: 'to_send' as const, waits: null, chosenAt: now };
    const { affected } = await tx.update(SurveyRow, waiting, who);
    if (affected === 1 && this.mailer.isSet) await this.write(tx, survey.id, now);
    return 'to_send';
  }

  /** Surveys of a customer that waited for somebody to ask. */
  async prepareWaiting(tx: EntityManager, customerId: string, now: string): Promise<void> {
    const waiting = await tx.find(SurveyRow, { where: { customerId, state: 'waiting' }, order: { dueAt: 'ASC' } });
    for (const survey of waiting) await this.prepare(tx, survey, now);
  }

  private async write(tx: EntityManager, id: string, now: string): Promise<void> {
    const survey = (await tx.findOneBy(SurveyRow, { id }))!;
    const [office] = await tx.query<[{ name: string; zone: string }]>(
      'select name, zone from people_organization_view',
    );
    const token = newToken();
    const notBefore = new Date(Date.parse(now) + GRACE_MS).toISOString();
    const t = TRANSLATORS[survey.language];
    const until = businessDay(plusDays(notBefore, SURVEY_EXPIRY_DAYS), office.zone);
    const text = [
      t('surveyMail.greeting', { name: survey.contactName }),
      t('surveyMail.body', { order: survey.orderNo }),
      `${this.mailer.linkBase}/survey/${token}`,
      t('surveyMail.until', { day: until }),
      t('surveyMail.closing', { organization: office.name }),
    ].join('\n\n');
    await this.mailer.enqueue(tx, {
      kind: SURVEY_MAIL,
      subjectId: id,
      to: { name: survey.contactName, address: survey.contactEmail },
      subject: t('surveyMail.subject', { order: survey.orderNo }),
      text,
      notBefore,
    });
    // The link lives from when it goes out; should it go out late, its end is set anew then.
    await tx.update(
      SurveyRow,
      { id },
      { tokenHash: hashToken(token), way: 'mail', expiresAt: plusDays(notBefore, SURVEY_EXPIRY_DAYS) },
    );
  }

  private async mailSent(tx: EntityManager, id: string, now: string): Promise<NewFact[]> {
    const { affected } = await tx.update(
      SurveyRow,
      { id, state: 'to_send' },
      { state: 'sent', sentAt: now, expiresAt: plusDays(now, SURVEY_EXPIRY_DAYS) },
    );
    if (affected !== 1) return [];
    return [sentFact((await tx.findOneBy(SurveyRow, { id }))!)];
  }
}

export function sentFact({ id, orderId, orderNo, ownerId, teamId, way }: SurveyRow): NewFact {
  const payload = { surveyId: id, orderId, orderNo, ownerId, way: way ?? 'hand' };
  return newFact(teamFeed(teamId), 'customers.survey_sent', payload);
}

/** The customer's people, and when each address was asked last, for whatever order of whatever customer. */
async function contactsOf(tx: EntityManager, customerId: string): Promise<AskableContact[]> {
  return tx.query<AskableContact[]>(
    `select c.id, c.name, c.email, c.position,
       (select max(coalesce(s.sent_at, s.chosen_at)) from survey s where c.email <> '' and lower(s.contact_email) = lower(c.email)
          and (s.sent_at is not null or s.state = 'to_send')) as "askedAt"
     from contact c where c.customer_id = $1`,
    [customerId],
  );
}
