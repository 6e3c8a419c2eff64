import { Injectable } from '@nestjs/common';
import type { OrderChanged } from '@tallyboard/contracts/order-cards';
import {
  isDelivered,
  plusDays,
  SURVEY_EXPIRY_DAYS,
  surveyLanguage,
  surveyStep,
} from '@tallyboard/rules/customers/survey';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { Clock } from '../../platform/clock/clock.js';
import type { StoredFact } from '../../platform/feeds/fact.js';
import type { CausedFact, Reaction } from '../../platform/feeds/reactions.js';
import { type NewSurvey, PrepareSurvey, SURVEY_MAIL } from './prepare-survey.js';
import type { SurveyRow } from './survey.entity.js';

type Order = OrderChanged['order'];
export type Change = OrderChanged & { at: string };
type Standing = Pick<SurveyRow, 'id' | 'state' | 'orderId' | 'orderNo' | 'orderVersion' | 'teamId' | 'ownerId'>;

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
    const changes = facts.map((f) => ({ ...(f.payload as OrderChanged), at: f.occurredAt }));
    await this.follow(tx, changes, now);
    return [];
  }

  /** `at` is when each happened, `now` when they are followed; the demo builder tells both from the past. */
  async follow(tx: EntityManager, changes: readonly Change[], now: string): Promise<void> {
    const standing = await lockSurveys(
      tx,
      changes.map((c) => c.order.id),
    );
    const onTheirWay = await this.onTheirWay(tx, standing, changes, now);
    // A batch is thought through first and written at its end: what comes and goes within it was never there.
    const asked = new Map<string, NewSurvey>();
    const withdrawn: Standing[] = [];
    const moved = new Set<Standing>();
    for (const change of changes) {
      const { order } = change;
      const survey = standing.get(order.id);
      // Read again, from the beginning perhaps: this is known.
      if (survey && order.version <= survey.orderVersion) continue;
      const step = surveyStep(change, survey ?? null, now);
      if (step === 'ask') {
        const fresh = surveyOf(order, now);
        asked.set(fresh.id, fresh);
        standing.set(order.id, { ...fresh, state: 'waiting' });
      } else if (survey && step === 'withdraw' && !onTheirWay.has(survey.id)) {
        standing.delete(order.id);
        moved.delete(survey);
        if (!asked.delete(survey.id)) withdrawn.push(survey);
      } else if (survey && survey.state !== 'answered') {
        Object.assign(survey, asOf(order));
        const fresh = asked.get(survey.id);
        if (fresh) Object.assign(fresh, asOf(order));
        else moved.add(survey);
      }
    }
    await this.withdraw(tx, withdrawn);
    await this.preparing.begin(tx, [...asked.values()], now);
    await keepUp(tx, [...moved]);
  }

  /** Surveys that some changes may withdraw whose mail is on its way at this moment; the others' mail waits for us. */
  private async onTheirWay(
    tx: EntityManager,
    standing: ReadonlyMap<string, Standing>,
    changes: readonly Change[],
    now: string,
  ): Promise<Set<string>> {
    const toSend = changes.flatMap(({ order }) => {
      const survey = standing.get(order.id);
      // While one waits for somebody to ask there is no mail.
      return survey?.state === 'to_send' && !isDelivered(order) ? [survey.id] : [];
    });
    return this.preparing.mailer.onTheirWay(tx, SURVEY_MAIL, toSend, now);
  }

  private async withdraw(tx: EntityManager, surveys: readonly Standing[]): Promise<void> {
    if (surveys.length === 0) return;
    const ids = surveys.map((s) => s.id);
    await Promise.all([
      this.preparing.mailer.drop(tx, SURVEY_MAIL, ids),
      tx.query(`delete from survey where id = any($1::uuid[]) and state in ('waiting', 'to_send')`, [ids]),
    ]);
  }
}

const surveyOf = (order: Order, now: string): NewSurvey => ({
  id: uuid(),
  orderId: order.id,
  ...asOf(order),
  customerId: order.customerId,
  language: surveyLanguage(order.country),
  dueAt: now,
  expiresAt: plusDays(now, SURVEY_EXPIRY_DAYS),
});

/** What a survey knows of its order. */
const asOf = (order: Order): Pick<SurveyRow, 'orderNo' | 'orderVersion' | 'teamId' | 'ownerId'> => ({
  orderNo: order.no,
  orderVersion: order.version,
  teamId: order.teamId,
  ownerId: order.owners.sales,
});

/** The surveys of some orders, locked in the order of their ids. Most orders have none: that is one question for a whole batch. */
async function lockSurveys(tx: EntityManager, orderIds: readonly string[]): Promise<Map<string, Standing>> {
  const rows = await tx.query<Standing[]>(
    `select id, state, order_id as "orderId", order_no as "orderNo", order_version as "orderVersion", team_id as "teamId", owner_id as "ownerId"
     from survey where order_id = any($1::uuid[]) order by id for update`,
    [[...new Set(orderIds)]],
  );
  return new Map(rows.map((r) => [r.orderId, r]));
}

/** Writes what surveys know of their orders by now. */
async function keepUp(tx: EntityManager, surveys: readonly Standing[]): Promise<void> {
  if (surveys.length === 0) return;
  const of = <T>(pick: (s: Standing) => T): T[] => surveys.map(pick);
  await tx.query(
    `update survey s set order_no = k.no, order_version = k.version, team_id = k.team_id, owner_id = k.owner_id
     from unnest($1::uuid[], $2::text[], $3::int[], $4::uuid[], $5::uuid[]) as k (id, no, version, team_id, owner_id) where s.id = k.id`,
    [of((s) => s.id), of((s) => s.orderNo), of((s) => s.orderVersion), of((s) => s.teamId), of((s) => s.ownerId)],
  );
}
