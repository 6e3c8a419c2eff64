import { caseOrderOf, type CaseOrder, type CaseStep, type EndedOrder } from '@tallyboard/rules/knowledge/case-order';
import type { EntityManager } from 'typeorm';

/** An order as its own module tells of it. */
export type CourseOfOrder = EndedOrder & { id: string; teamId: string };

export const COURSE = `select o.id, o.team_id as "teamId", o.no, o.customer_name as "customerName", o.country, o.stage, o.status, o.status_reason as "statusReason",
  o.lost_from as "lostFrom", o.stage_since as "stageSince", o.sales_owner_id as "salesOwnerId", o.people from orders_course_view o`;
const STEPS =
  'select stage, at, is_undo as "isUndo" from orders_step_view where order_id = $1 order by recorded_at, seq';

export async function courseOf(tx: EntityManager, orderId: string): Promise<CourseOfOrder | null> {
  const [order] = await tx.query<CourseOfOrder[]>(`${COURSE} where o.id = $1`, [orderId]);
  return order ?? null;
}

/** How an order went, as a case keeps it; null while it goes on. */
export async function caseOf(tx: EntityManager, orderId: string): Promise<CaseOrder | null> {
  const order = await courseOf(tx, orderId);
  if (!order) return null;
  return caseOrderOf(order, await tx.query<CaseStep[]>(STEPS, [orderId]), await officeZone(tx));
}

export async function officeZone(tx: EntityManager): Promise<string> {
  const [office] = await tx.query<[{ zone: string }]>('select zone from people_organization_view');
  return office.zone;
}
