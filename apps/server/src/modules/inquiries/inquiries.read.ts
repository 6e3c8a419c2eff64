import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi, InquiryDetail } from '@tallyboard/contracts/inquiries';
import type { Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { DataSource, type EntityManager } from 'typeorm';
import { actingIn, seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { InquiryMessage, InquiryOffer, type InquiryRow, ReplyClockRow } from './inquiry.entity.js';
import { cardOf, INQUIRY } from './inquiry-table.js';

type ListInput = InputOf<typeof inquiriesApi.list>;

/** What each list holds; `$2` is who asks, `$3` the list. */
const LISTED = `case $3
  when 'waiting' then i.waiting_since is not null and i.status <> 'invalid'
  when 'mine' then i.owner_id = $2 and i.status in ('open', 'qualified')
  when 'queue' then i.owner_id is null and i.status in ('open', 'qualified')
  when 'open' then i.status in ('open', 'qualified')
  when 'all' then true
  else i.status = $3 end`;
/** Names and addresses of people (`$5`) are found only by those who see them. */
const FOUND = `i.team_id = $1 and (${LISTED}) and ($4::text is null
    or lower(i.no || ' ' || i.buyer || ' ' || i.product || ' ' || i.subject) like $4
    or ($5::boolean and lower(i.contact_name || ' ' || i.contact_email) like $4))
  and ($6::uuid is null or i.source_id = $6) and ($7::uuid is null or i.owner_id = $7)`;
/** Those who wait longest first; then what came last. */
const ONE_PAGE = 'order by i.waiting_since asc nulls last, i.received_at desc, i.id limit $8 offset $9';

@Injectable()
export class InquiriesRead {
  constructor(private readonly db: DataSource) {}

  async list(principal: Principal, input: ListInput): Promise<ReplyOf<typeof inquiriesApi.list>> {
    const by = actingIn(principal, input.teamId);
    const sought = [
      by.teamId,
      by.id,
      input.list,
      input.q ? `%${input.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%` : null,
      by.capabilities.has('inquiries.answer'),
      input.sourceId ?? null,
      input.ownerId ?? null,
    ];
    // Before the rows: what is written in between comes again as a fact, and the newer version wins.
    const [position] = await this.db.query<[{ epoch: string; seq: number }]>(
      'select epoch, coalesce((select seq from feed_head where feed = $1), 0)::int as seq from epoch',
      [teamFeed(by.teamId)],
    );
    const [rows, [found], [counts]] = await Promise.all([
      this.db.query<Inquiry[]>(`${INQUIRY} where ${FOUND} ${ONE_PAGE}`, [...sought, input.limit, input.offset]),
      this.db.query<[{ total: number }]>(`select count(*)::int as total from inquiry i where ${FOUND}`, sought),
      this.db.query<[ReplyOf<typeof inquiriesApi.list>['counts']]>(
        `select count(*) filter (where waiting_since is not null and status <> 'invalid')::int as waiting,
           count(*) filter (where owner_id = $2 and status in ('open', 'qualified'))::int as mine,
           count(*) filter (where owner_id is null and status in ('open', 'qualified'))::int as queue,
           count(*) filter (where status in ('open', 'qualified'))::int as open,
           count(*) filter (where status = 'qualified')::int as qualified,
           count(*) filter (where status = 'converted')::int as converted,
           count(*) filter (where status = 'invalid')::int as invalid, count(*)::int as "all"
         from inquiry where team_id = $1`,
        [by.teamId, by.id],
      ),
    ]);
    return { inquiries: rows.map(cardOf), total: found.total, counts, ...position };
  }

  async detail(tx: EntityManager | null, by: Principal, id: string): Promise<InquiryDetail> {
    const manager = tx ?? this.db.manager;
    const [found] = await manager.query<Inquiry[]>(`${INQUIRY} where i.id = $1`, [id]);
    if (!found || !seesTeam(by, found.teamId)) throw new AppError('inquiries.not_found');
    const mayAnswer = by.capabilities.has('inquiries.answer');
    const [people] = await manager.query<
      [Pick<InquiryRow, 'contactName' | 'contactEmail' | 'contactPhone' | 'worked'>]
    >(
      'select contact_name as "contactName", contact_email as "contactEmail", contact_phone as "contactPhone", worked from inquiry where id = $1',
      [id],
    );
    const messages = mayAnswer
      ? await manager.find(InquiryMessage, { where: { inquiryId: id }, order: { at: 'ASC', id: 'ASC' } })
      : null;
    const offers = await manager.find(InquiryOffer, { where: { inquiryId: id }, order: { at: 'ASC', id: 'ASC' } });
    const clocks = await manager.find(ReplyClockRow, { where: { inquiryId: id }, order: { day: 'ASC' } });
    const { teamId, buyerKey } = found;
    const others = await manager.query<InquiryDetail['others']>(
      `select id, no, status, received_at as "receivedAt" from inquiry where team_id = $1 and buyer_key = $2 and id <> $3 order by received_at desc limit 20`,
      [teamId, buyerKey, id],
    );
    const { worked } = people;
    return {
      inquiry: cardOf(found),
      contact: mayAnswer ? { name: people.contactName, email: people.contactEmail, phone: people.contactPhone } : null,
      messages,
      offers: offers.map(({ at, byId, ownerId, allocation }) => ({
        at,
        by: byId,
        ownerId,
        allocation: allocation && { ...allocation, scored: [...allocation.scored] },
      })),
      clocks,
      worked: worked && {
        from: worked.from,
        to: worked.to,
        elapsedMinutes: worked.elapsedMinutes,
        countedMinutes: worked.countedMinutes,
        counted: [...worked.counted],
        calendarVersion: worked.basis.calendarVersion,
      },
      others,
      mayAnswer,
    };
  }
}
