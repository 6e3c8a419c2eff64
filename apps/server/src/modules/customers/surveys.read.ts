import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { type Survey, surveysApi } from '@tallyboard/contracts/surveys';
import { SURVEY_STATES, type SurveyState } from '@tallyboard/rules/customers/survey';
import { DataSource, type EntityManager } from 'typeorm';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { Mailer } from '../../platform/mail/mailer.js';

/** Whoever has the sale, or gives sales to people. */
export const maySend = (by: Principal, survey: { ownerId: string | null }): boolean =>
  by.capabilities.has('surveys.send') && (survey.ownerId === by.id || by.capabilities.has('orders.assign'));

type Row = Omit<Survey, 'contact' | 'maySend'> & { teamId: string; contactName: string; contactEmail: string };
const SURVEY = `select s.id, s.team_id as "teamId", s.order_id as "orderId", s.order_no as "orderNo", s.customer_id as "customerId", c.name as "customerName", c.country,
  s.owner_id as "ownerId", s.state, s.waits, s.way, s.mail_failed as "mailFailed", s.contact_name as "contactName", s.contact_email as "contactEmail", s.language,
  s.due_at as "dueAt", s.link_made_at as "linkMadeAt", s.sent_at as "sentAt", s.expires_at as "expiresAt", s.answered_at as "answeredAt", s.score, s.comment,
  s.counted, s.uncounted from survey s join customer c on c.id = s.customer_id`;
const FOUND = `s.team_id = $1 and case $2 when 'all' then true when 'open' then s.state in ('waiting', 'to_send') else s.state = $2 end
  and ($3::uuid is null or s.order_id = $3) and ($4::uuid is null or s.customer_id = $4)`;
/** What somebody has to do first, then what came last. */
const ONE_PAGE = `order by s.state = 'to_send' desc, s.state = 'waiting' desc, coalesce(s.answered_at, s.sent_at, s.due_at) desc, s.id limit $5 offset $6`;

@Injectable()
export class SurveysRead {
  constructor(
    private readonly db: DataSource,
    private readonly mailer: Mailer,
  ) {}

  async list(
    principal: Principal,
    { teamId, list, orderId, customerId, limit, offset }: InputOf<typeof surveysApi.list>,
  ): Promise<ReplyOf<typeof surveysApi.list>> {
    const by = actingIn(principal, teamId);
    const sought = [by.teamId, list, orderId ?? null, customerId ?? null];
    // First: what comes while the rest is read is told again.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(by.teamId)],
    );
    const [rows, [found], states] = await Promise.all([
      this.db.query<Row[]>(`${SURVEY} where ${FOUND} ${ONE_PAGE}`, [...sought, limit, offset]),
      this.db.query<[{ total: number }]>(`select count(*)::int as total from survey s where ${FOUND}`, sought),
      this.db.query<{ state: SurveyState; n: number }[]>(
        'select state, count(*)::int as n from survey where team_id = $1 group by state',
        [by.teamId],
      ),
    ]);
    const counts = Object.fromEntries(SURVEY_STATES.map((s) => [s, states.find((x) => x.state === s)?.n ?? 0]));
    return {
      surveys: rows.map((row) => shown(row, by)),
      total: found.total,
      counts: counts as Record<SurveyState, number>,
      mails: this.mailer.isSet,
      ...position,
    };
  }

  async one(tx: EntityManager, by: Principal, id: string): Promise<Survey> {
    const [row] = await tx.query<Row[]>(`${SURVEY} where s.id = $1`, [id]);
    if (!row || !seesTeam(by, row.teamId)) throw new AppError('customers.survey_not_found');
    return shown(row, by);
  }
}

/** Who it asks is told to those who send surveys. */
function shown({ teamId: _, contactName, contactEmail, ...survey }: Row, by: Principal): Survey {
  const isTold = by.capabilities.has('surveys.send') && contactEmail !== '';
  return {
    ...survey,
    contact: isTold ? { name: contactName, email: contactEmail } : null,
    maySend: maySend(by, survey),
  };
}
