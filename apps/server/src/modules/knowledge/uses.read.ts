import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ItemHead } from '@tallyboard/contracts/knowledge';
import type { knowledgeUsesApi, OrderKnowledge, UseView } from '@tallyboard/contracts/knowledge-uses';
import type { ItemText, ItemType } from '@tallyboard/rules/knowledge/item';
import { languageFor, suggest, TALKING_STAGES, type Wanted } from '@tallyboard/rules/knowledge/use';
import type { Stage } from '@tallyboard/rules/orders/stages';
import { DataSource, type EntityManager, In } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { headOf } from './item-head.js';
import { casesOf } from './item-links.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead, peopleNamed } from './items.read.js';

/** What an order can be worked on with; templates are for replies. */
const ON_ORDERS: readonly ItemType[] = ['checklist', 'retrospective', 'market_report', 'competitor', 'question'];
/** Of what fits, the newest are compared. */
const COMPARED = 200;
const SHOWN = 20;
const USE = `select u.id, u.item_id as "itemId", u.revision, i.type, u.title, u.kind, u.user_id as by, u.at, i.published is not null as "inPool",
  u.inquiry_id as "inquiryId", u.message_id as "messageId", u.lines from knowledge_use u join knowledge_item i on i.id = u.item_id`;

/** Where items are used, and which would fit. */
@Injectable()
export class UsesRead {
  constructor(
    private readonly db: DataSource,
    private readonly items: ItemsRead,
  ) {}

  async ofOrder(
    tx: EntityManager | null,
    principal: Principal,
    { orderId, language }: Pick<InputOf<typeof knowledgeUsesApi.ofOrder>, 'orderId' | 'language'>,
  ): Promise<OrderKnowledge> {
    const from = tx ?? this.db.manager;
    const [order] = await from.query<{ teamId: string; stage: Stage; market: string }[]>(
      `select o.team_id as "teamId", o.stage, c.country as market from orders_order_view o join customers_customer_view c on c.id = o.customer_id where o.id = $1`,
      [orderId],
    );
    if (!order || !seesTeam(principal, order.teamId)) throw new AppError('orders.not_found');
    const uses = await from.query<UseView[]>(
      `${USE} where u.removed_at is null and (u.order_id = $1 or u.inquiry_id in (select id from inquiries_asked_view where order_id = $1 and status <> 'invalid'))
       order by u.at, u.id`,
      [orderId],
    );
    const wanted: Wanted = { types: ON_ORDERS, stages: [order.stage], market: order.market, language };
    const suggested = await suggestedFor(
      from,
      wanted,
      uses.map((u) => u.itemId),
    );
    const named = uses.flatMap((u) => [u.by, ...(u.lines ?? []).map((l) => l.done?.by)]);
    return {
      orderId,
      uses,
      suggested,
      cases: await casesOf(from, [...uses.map((u) => u.itemId), ...suggested.map((s) => s.id)]),
      people: await peopleNamed(from, [...named, ...suggested.map((s) => s.authorId)]),
    };
  }

  async ofInquiry(principal: Principal, inquiryId: string): Promise<ReplyOf<typeof knowledgeUsesApi.ofInquiry>> {
    const [inquiry] = await this.db.query<{ teamId: string; country: string | null; language: string | null }[]>(
      'select team_id as "teamId", country, language from inquiries_asked_view where id = $1',
      [inquiryId],
    );
    if (!inquiry || !seesTeam(principal, inquiry.teamId)) throw new AppError('inquiries.not_found');
    const uses = await this.db.query<UseView[]>(
      `${USE} where u.removed_at is null and u.inquiry_id = $1 and u.kind = 'reply' order by u.at, u.id`,
      [inquiryId],
    );
    const wanted: Wanted = {
      types: ['template'],
      stages: TALKING_STAGES,
      market: inquiry.country,
      language: languageFor(inquiry.language),
    };
    return { inquiryId, uses, suggested: await suggestedFor(this.db.manager, wanted, []) };
  }

  async ofItem(principal: Principal, id: string): Promise<ReplyOf<typeof knowledgeUsesApi.ofItem>> {
    await this.items.readable(principal, id);
    const [[sum], rows] = await Promise.all([
      this.db.query<{ total: number; deals: number }[]>(
        'select uses as total, deals from knowledge_item_use_view where item_id = $1',
        [id],
      ),
      this.db.query<UsedWhere[]>(
        `select u.id, u.kind, u.user_id as by, u.at, u.team_id as "teamId", u.order_id as "orderId", u.inquiry_id as "inquiryId", coalesce(o.no, q.no) as no
         from knowledge_use_view u left join orders_order_view o on o.id = u.order_id left join inquiries_asked_view q on q.id = u.inquiry_id
         where u.item_id = $1 and u.counts order by u.at desc, u.id desc limit $2`,
        [id, SHOWN],
      ),
    ]);
    const uses = rows.map(({ teamId, ...use }) =>
      seesTeam(principal, teamId) ? use : { ...use, orderId: null, inquiryId: null, no: null },
    );
    const people = await peopleNamed(
      this.db.manager,
      uses.map((u) => u.by),
    );
    return { total: sum?.total ?? 0, deals: sum?.deals ?? 0, uses, people };
  }
}
type UsedWhere = ReplyOf<typeof knowledgeUsesApi.ofItem>['uses'][number] & { teamId: string };

type Fitting = Pick<ItemText, 'market' | 'stage' | 'language'> & { id: string; type: ItemType };

/** Items of the pool that fit; drafts of whomever are not among them. Compared by what is small; the texts are read of the few that are shown. */
async function suggestedFor(tx: EntityManager, wanted: Wanted, used: readonly string[]): Promise<ItemHead[]> {
  const fitting = await tx.query<Fitting[]>(
    `select id, type, market, stage, language from knowledge_item
     where published is not null and type = any($1::text[]) and (market is null or market = $2) and (stage is null or stage = any($3::text[]))
       and not id = any($4::uuid[]) order by published_at desc, id limit $5`,
    [wanted.types, wanted.market, wanted.stages, used, COMPARED],
  );
  const best = suggest(fitting, wanted).map((i) => i.id);
  const rows = await tx.findBy(ItemRow, { id: In(best) });
  return best.flatMap((id) => rows.filter((r) => r.id === id && r.published)).map(headOf);
}
