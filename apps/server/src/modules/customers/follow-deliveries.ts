import { Injectable } from '@nestjs/common';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import { plusDays, SURVEY_EXPIRY_DAYS, surveyLanguage, surveyStep } from '@tallyboard/rules/customers/survey';
import { type EntityManager, In } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../platform/clock/clock.js';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';
import { PrepareSurvey, SURVEY_MAIL } from './prepare-survey.js';
import { SurveyRow } from './survey.entity.js';

/**
 * A survey follows from a delivery, once per order: the order is the key, so facts that are read again find it there. Until it goes out
 * it goes away with what brought it. Order number, team and owner follow the order until there is an answer, which is theirs for good.
 */
@Injectable()
export class FollowDeliveries implements Reaction {
  readonly name = 'customers.surveys';
  readonly facts = [
    'orders.created',
    'orders.edited',
    'orders.moved',
    'orders.cancelled',
    'orders.lost',
    'orders.reopened',
    'orders.undone',
    'orders.joined',
  ] as const;
  readonly subjectOf = (fact: StoredFact): string => (fact.payload as OrderChanged).order.id;

  constructor(
    private readonly clock: Clock,
    private readonly preparing: PrepareSurvey,
  ) {}

  async react(tx: EntityManager, facts: readonly StoredFact[]): Promise<CausedFact[]> {
    const now = this.clock.now();
    for (const fact of facts) await this.follow(tx, fact.payload as OrderChanged, fact.occurredAt, now);
    return [];
  }

  /** `at` is when it happened, `now` when it is followed; the demo builder tells both from the past. */
  async follow(tx: EntityManager, { order, before }: OrderChanged, at: string, now: string): Promise<void> {
    const standing = await tx.findOne(SurveyRow, {
      where: { orderId: order.id },
      lock: { mode: 'pessimistic_write' },
    });
    // Read again, from the beginning perhaps: this is known.
    if (standing && order.version <= standing.orderVersion) return;
    const step = surveyStep({ order, before, at }, standing, now);
    if (step === 'ask') await this.ask(tx, order, now);
    if (!standing) return;
    if (step === 'withdraw' && (await this.preparing.mailer.withdraw(tx, SURVEY_MAIL, standing.id, now)))
      await tx.delete(SurveyRow, { id: standing.id, state: In(['waiting', 'to_send']) });
    else if (standing.state !== 'answered')
      await tx.update(
        SurveyRow,
        { id: standing.id },
        { orderNo: order.no, orderVersion: order.version, teamId: order.teamId, ownerId: order.owners.sales },
      );
  }

  private async ask(tx: EntityManager, order: OrderChanged['order'], now: string): Promise<void> {
    const [customer] = await tx.query<[{ country: string }]>('select country from customer where id = $1', [
      order.customerId,
    ]);
    const survey = {
      id: uuid(),
      orderId: order.id,
      orderNo: order.no,
      orderVersion: order.version,
      teamId: order.teamId,
      ownerId: order.owners.sales,
      customerId: order.customerId,
      language: surveyLanguage(customer.country),
      state: 'waiting' as const,
      waits: 'no_contact' as const,
      dueAt: now,
      expiresAt: plusDays(now, SURVEY_EXPIRY_DAYS),
    };
    await tx.createQueryBuilder().insert().into(SurveyRow).values(survey).orIgnore().execute();
    await this.preparing.prepare(tx, survey, now);
  }
}
