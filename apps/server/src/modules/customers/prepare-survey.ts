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
/** A survey before anybody was chosen. */
export type NewSurvey = Pick<
  SurveyRow,
  | 'id'
  | 'orderId'
  | 'orderNo'
  | 'orderVersion'
  | 'teamId'
  | 'ownerId'
  | 'customerId'
  | 'language'
  | 'dueAt'
  | 'expiresAt'
>;
/** Whom a survey asks from now on, or why it waits. */
type Whom = Partial<Pick<SurveyRow, 'contactName' | 'contactEmail' | 'state' | 'chosenAt'>> & Pick<SurveyRow, 'waits'>;
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

  /** Writes down surveys that have just come to be, each with whom it asks, or why it waits. */
  async begin(tx: EntityManager, surveys: readonly NewSurvey[], now: string): Promise<void> {
    if (surveys.length === 0) return;
    const chosen = await choose(tx, surveys, now);
    await tx.insert(
      SurveyRow,
      surveys.map((survey) => ({ ...survey, state: 'waiting' as const, ...chosen.get(survey.id) })),
    );
    for (const { id } of surveys) if (chosen.get(id)!.contactEmail) await this.mail(tx, id, now);
  }

  /** Whom one asks that waited, if anybody can be asked now; else why it waits. */
  async prepare(tx: EntityManager, survey: Preparable, now: string): Promise<void> {
    const whom = (await choose(tx, [survey], now)).get(survey.id)!;
    if (whom.waits && whom.waits === survey.waits) return;
    const { affected } = await tx.update(SurveyRow, { id: survey.id, state: 'waiting' }, whom);
    if (affected === 1 && whom.contactEmail) await this.mail(tx, survey.id, now);
  }

  /** Surveys of a customer that waited for somebody to ask. */
  async prepareWaiting(tx: EntityManager, customerId: string, now: string): Promise<void> {
    const waiting = await tx.find(SurveyRow, { where: { customerId, state: 'waiting' }, order: { dueAt: 'ASC' } });
    for (const survey of waiting) await this.prepare(tx, survey, now);
  }

  private async mail(tx: EntityManager, id: string, now: string): Promise<void> {
    if (!this.mailer.isSet) return;
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

/** Whom each of some surveys asks, in their order: who is asked by one was asked lately for the next. Those of one customer never at the same time. */
async function choose(
  tx: EntityManager,
  surveys: readonly Pick<SurveyRow, 'id' | 'customerId'>[],
  now: string,
): Promise<Map<string, Whom>> {
  const customers = [...new Set(surveys.map((s) => s.customerId))].sort();
  const [, contacts] = await Promise.all([
    tx.query(
      `select pg_advisory_xact_lock(hashtextextended('customers.survey:' || id, 0)) from unnest($1::text[]) with ordinality as c (id, n) order by n`,
      [customers],
    ),
    contactsOf(tx, customers),
  ]);
  const chosen = new Map<string, Whom>();
  for (const { id, customerId } of surveys) {
    const choice = chooseContact(
      contacts.filter((c) => c.customerId === customerId),
      now,
    );
    if ('waits' in choice) chosen.set(id, { waits: choice.waits });
    else {
      const { name: contactName, email: contactEmail } = choice.contact;
      chosen.set(id, { contactName, contactEmail, state: 'to_send', waits: null, chosenAt: now });
      for (const c of contacts) if (c.email.toLowerCase() === contactEmail.toLowerCase()) c.askedAt = now;
    }
  }
  return chosen;
}

type CustomersContact = AskableContact & { customerId: string };

/** The people of some customers, and when each address was asked last, for whatever order of whatever customer. */
async function contactsOf(tx: EntityManager, customerIds: readonly string[]): Promise<CustomersContact[]> {
  return tx.query<CustomersContact[]>(
    `select c.id, c.customer_id as "customerId", c.name, c.email, c.position,
       (select max(coalesce(s.sent_at, s.chosen_at)) from survey s where c.email <> '' and lower(s.contact_email) = lower(c.email)
          and (s.sent_at is not null or s.state = 'to_send')) as "askedAt"
     from contact c where c.customer_id = any($1::uuid[])`,
    [customerIds],
  );
}
