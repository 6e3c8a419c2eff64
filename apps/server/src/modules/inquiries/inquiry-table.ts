import { createHash } from 'node:crypto';
import { inquiryCard, type InquiryCard } from '@tallyboard/contracts/inquiry-cards';
import type { Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import type { EntityManager } from 'typeorm';
import { keyedDigest } from '../../platform/db/keyed-digest.js';
import { InquiryRow } from './inquiry.entity.js';

/** An inquiry `i` as the rules have it, with the name of its source. */
export const INQUIRY = `select i.id, i.team_id as "teamId", i.no, i.source_kind as "sourceKind", i.source_id as "sourceId", i.buyer, i.customer_id as "customerId",
  i.buyer_key as "buyerKey", i.internal, i.country, i.language, i.product, i.subject, i.status, i.owner_id as "ownerId", i.assigned_at as "assignedAt",
  i.offered_to as "offeredTo", i.received_at as "receivedAt", i.created_by as "createdBy", i.first_response as "firstResponse", i.quality,
  i.qualified_at as "qualifiedAt", i.qualified_by as "qualifiedBy", i.qualified_for as "qualifiedFor", i.invalid, i.waiting_since as "waitingSince", i.due_at as "dueAt",
  i.escalated, i.order_id as "orderId", i.version,
  coalesce(s.name, '') as "sourceName" from inquiry i left join inquiry_source s on s.id = i.source_id`;

/** One inquiry, locked; undefined where it is not there. */
export async function lockInquiry(tx: EntityManager, id: string): Promise<Inquiry | undefined> {
  return (await tx.query<Inquiry[]>(`${INQUIRY} where i.id = $1 for update of i`, [id]))[0];
}

/** Inquiries by a condition of ours over `i`. */
export const selectInquiries = (tx: EntityManager, where: string, parameters: unknown[]): Promise<Inquiry[]> =>
  tx.query<Inquiry[]>(`${INQUIRY} where ${where}`, parameters);

/** Writes an inquiry over the version it was decided on. */
export async function updateInquiry(
  tx: EntityManager,
  before: Inquiry,
  after: Inquiry,
  extra: Partial<InquiryRow> = {},
): Promise<void> {
  const { id: _, teamId: __, sourceName: ___, offeredTo, ...fields } = after;
  const { affected } = await tx.update(
    InquiryRow,
    { id: before.id, version: before.version },
    {
      ...fields,
      ...extra,
      offeredTo: [...offeredTo],
    },
  );
  if (affected !== 1)
    throw new Error(`inquiry ${before.id} was not at version ${before.version} although it is locked`);
}

export const cardOf = (inquiry: Inquiry): InquiryCard => inquiryCard.parse(inquiry);

/**
 * Who counts as one buyer: a known customer; else the address they write from, the telephone they call from, the name they give. As a
 * keyed digest, since it goes into facts, which are kept for ever: whoever guesses an address cannot see whether it is there. Facts of
 * before the key (migration 071) keep the plain digest; passed through `keyed_digest` it is the key of now.
 */
export async function buyerKeyOf(
  tx: EntityManager,
  by: { customerId: string | null; email: string; phone: string; buyer: string },
): Promise<string> {
  if (by.customerId) return `customer:${by.customerId}`;
  const phone = by.phone.replace(/\D/g, '');
  const word = by.email
    ? `mail:${by.email.toLowerCase()}`
    : phone.length > 6
      ? `phone:${phone}`
      : `name:${by.buyer.toLowerCase()}`;
  return keyedDigest(tx, createHash('sha256').update(word).digest('base64url').slice(0, 22));
}

/** All work on one buyer of a team waits in line: its clocks are worked out together. */
export const lockBuyer = (tx: EntityManager, teamId: string, buyerKey: string): Promise<unknown> =>
  tx.query(`select pg_advisory_xact_lock(hashtextextended('inquiries.buyer:' || $1 || $2, 0))`, [teamId, buyerKey]);

export async function officeZone(tx: EntityManager): Promise<string> {
  return (await tx.query<[{ zone: string }]>('select zone from people_organization_view'))[0].zone;
}
