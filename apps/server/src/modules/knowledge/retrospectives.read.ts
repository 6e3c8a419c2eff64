import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { OrderCases, retrospectivesApi } from '@tallyboard/contracts/retrospectives';
import { ASKED_DAYS, caseOrderOf, decideBegin, isAsked, outcomeOf } from '@tallyboard/rules/knowledge/case-order';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { DataSource, type EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppError } from '../../platform/http/app-error.js';
import { COURSE, courseOf, type CourseOfOrder, officeZone } from './ended-order.js';
import { peopleNamed } from './items.read.js';

type Waiting = ReplyOf<typeof retrospectivesApi.waiting>['orders'][number];

const ORDERS_WITHOUT_CASE = `${COURSE} where o.sales_owner_id = $1 and o.stage_since >= $2 and (o.stage in ('CLOSED', 'LOST') or o.status = 'cancelled')
  and not exists (select 1 from knowledge_item i where i.order_id = o.id and i.author_id = $1)
  and not exists (select 1 from knowledge_case_passed p where p.order_id = o.id and p.user_id = $1 and p.at >= o.stage_since)
  order by o.stage_since desc, o.id`;
const MINE = 'select id, state from knowledge_item where order_id = $1 and author_id = $2';
const PASSED = 'select reason, at from knowledge_case_passed where order_id = $1 and user_id = $2';
const CASES_OF_ORDER = `select id, published->>'title' as title, author_id as "authorId" from knowledge_item
  where order_id = $1 and published is not null order by published_at, id`;

/** Which orders wait for somebody to tell how they went, and what was told of one. */
@Injectable()
export class RetrospectivesRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async waiting({ id }: Principal): Promise<{ orders: Waiting[] }> {
    const zone = await officeZone(this.db.manager);
    const today = businessDay(this.clock.now(), zone);
    // A day more than is asked about, whatever the zone; the rule decides.
    const since = `${addDays(today, -ASKED_DAYS - 1)}T00:00:00Z`;
    const orders = await this.db.query<CourseOfOrder[]>(ORDERS_WITHOUT_CASE, [id, since]);
    return {
      orders: orders.flatMap((order) => {
        if (!isAsked(order, id, null, today, zone)) return [];
        const { stages: _, ...told } = caseOrderOf(order, [], zone)!;
        return [{ ...told, orderId: order.id }];
      }),
    };
  }

  async ofOrder(tx: EntityManager | null, principal: Principal, orderId: string): Promise<OrderCases> {
    const from = tx ?? this.db.manager;
    const order = await courseOf(from, orderId);
    if (!order || !seesTeam(principal, order.teamId)) throw new AppError('orders.not_found');
    const [mine] = await from.query<NonNullable<OrderCases['mine']>[]>(MINE, [orderId, principal.id]);
    const [passed] = await from.query<NonNullable<OrderCases['passed']>[]>(PASSED, [orderId, principal.id]);
    const published = await from.query<OrderCases['published']>(CASES_OF_ORDER, [orderId]);
    const zone = await officeZone(from);
    const today = businessDay(this.clock.now(), zone);
    const writes = principal.capabilities.has('knowledge.write');
    const hasPassed = passed !== undefined && passed.at >= order.stageSince;
    return {
      outcome: outcomeOf(order),
      asked: writes && !mine && isAsked(order, principal.id, passed?.at ?? null, today, zone),
      mayBegin: writes && !mine && decideBegin(order, principal.id).ok,
      mine: mine ?? null,
      passed: hasPassed ? passed : null,
      published,
      people: await peopleNamed(
        from,
        published.map((p) => p.authorId),
      ),
    };
  }
}
