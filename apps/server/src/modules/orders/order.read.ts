import { Injectable } from '@nestjs/common';
import type { OrderChanged, OrderDetail, SurveyEntry, TimelineEntry } from '@tallyboard/contracts/order-cards';
import type { Person } from '@tallyboard/contracts/people';
import type { Order } from '@tallyboard/rules/orders/order';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { changesFor, peopleIn } from './order-changes.js';
import { selectOrders } from './order-table.js';
import { visibleTo } from './visible.js';

type Timeline = { entries: TimelineEntry[]; surveys: SurveyEntry[]; people: Person[] };
type Row = {
  seq: number;
  name: string;
  payload: OrderChanged;
  actor_id: string;
  command_id: string | null;
  occurred_at: string;
};

/** One order, and what happened to it. */
@Injectable()
export class OrderRead {
  constructor(private readonly db: DataSource) {}

  async detail(principal: Principal, id: string): Promise<OrderDetail> {
    const order = await this.visible(principal, id);
    return principal.view === 'price' ? order : { ...order, currency: null, amountMinor: null, amountUsdMinor: null };
  }

  async timeline(principal: Principal, id: string): Promise<Timeline> {
    const { teamId } = await this.visible(principal, id);
    const rows = await this.db.query<Row[]>(
      `select seq, name, payload, actor_id, command_id, occurred_at from feed_event where payload->'order'->>'id' = $1 and payload ? 'order' order by recorded_at, seq`,
      [id],
    );
    const undone = new Set(rows.map((r) => r.payload.undoes).filter((u) => u !== null));
    const entries = rows.map(({ seq, name, payload, actor_id, command_id, occurred_at }) => ({
      seq,
      name,
      at: occurred_at,
      by: actor_id,
      commandId: command_id,
      fromStage: payload.before?.stage ?? null,
      toStage: payload.order.stage,
      reason: payload.reason,
      note: payload.note,
      ...changesFor(principal.view, payload.before, payload.order),
      undone: command_id !== null && undone.has(command_id),
    }));
    return { entries, surveys: await this.surveys(principal, id), people: await this.named(teamId, entries) };
  }

  /** Read from its row: that a survey is over is told by no fact. */
  private async surveys(principal: Principal, orderId: string): Promise<SurveyEntry[]> {
    if (!principal.capabilities.has('surveys.view')) return [];
    return this.db.query<SurveyEntry[]>(
      `select e.kind, e.at, case when s.sent_at is not null then s.way end as way, case e.kind when 'answered' then s.score end as score,
         e.kind = 'answered' and s.counted as counted
       from customers_survey_view s, lateral (values ('sent', s.sent_at), ('answered', s.answered_at), ('expired', s.expired_at)) e (kind, at)
       where s.order_id = $1 and e.at is not null order by e.at, e.kind desc`,
      [orderId],
    );
  }

  /** Whoever acted or is named, wherever they are now; who is not of the order's team is not active here. */
  private named(teamId: string, entries: readonly TimelineEntry[]): Promise<Person[]> {
    const ids = new Set(entries.flatMap((e) => [e.by, ...peopleIn(e.from), ...peopleIn(e.to)]));
    return this.db.query<Person[]>(
      `select id, name, name_en as "nameEn", hue, roles, active and team_id = $1 as active
         from people_person_view where id = any($2::uuid[]) order by id`,
      [teamId, [...ids]],
    );
  }

  private async visible(principal: Principal, id: string): Promise<Order> {
    const [order] = await selectOrders(this.db.manager, 'o.id = $1', [id]);
    const seen = visibleTo(principal, order);
    if (!seen) throw new AppError('orders.not_found');
    return seen;
  }
}
