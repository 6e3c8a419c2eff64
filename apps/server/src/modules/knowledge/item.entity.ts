import type { CaseOrder } from '@tallyboard/rules/knowledge/case-order';
import type { Item, ItemState, ItemText, ItemType } from '@tallyboard/rules/knowledge/item';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

const optionalJson = { type: 'jsonb', nullable: true } as const;

/** A knowledge item 知识. What its edition in the pool is looked up by stands beside it and is not read with it: see `lookup.ts`. */
@Entity('knowledge_item')
export class ItemRow implements Item {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) type: ItemType;
  @Column({ type: 'uuid' }) authorId: string;
  @Column(column.text) state: ItemState;
  @Column({ type: 'jsonb' }) text: ItemText;
  @Column(optionalJson) published: ItemText | null;
  @Column({ type: 'int' }) revision: number;
  @Column(optionalJson) returned: Item['returned'];
  @Column(column.optionalInstant) submittedAt: string | null;
  @Column(column.optionalInstant) publishedAt: string | null;
  @Column({ type: 'uuid', nullable: true }) reviewedBy: string | null;
  @Column({ type: 'uuid', nullable: true }) verifierId: string | null;
  @Column(column.optionalInstant) neglectedAt: string | null;
  @Column({ type: 'date', nullable: true }) verifyBy: string | null;
  @Column(column.optionalInstant) sharedAt: string | null;
  @Column({ type: 'uuid', nullable: true }) orderId: string | null;
  @Column(optionalJson) caseOrder: CaseOrder | null;
  @Column({ type: 'uuid', nullable: true }) fromId: string | null;
  @Column({ type: 'uuid', nullable: true }) redemptionId: string | null;
  @Column({ type: 'int', default: 0 }) answers: number;
  @Column({ type: 'boolean', default: false }) solved: boolean;
  @Column({ type: 'int' }) version: number;
  @Column(column.instant) writtenAt: string;
  @Column({ type: 'date', nullable: true, select: false }) dueTold?: string | null;
  @Column({ type: 'date', nullable: true, select: false }) overTold?: string | null;
  @Column({ type: 'text', nullable: true, select: false }) language?: string | null;
  @Column({ type: 'text', nullable: true, select: false }) market?: string | null;
  @Column({ type: 'text', nullable: true, select: false }) stage?: string | null;
  @Column({ type: 'text', nullable: true, select: false }) plainTitle?: string | null;
  @Column({ type: 'text', nullable: true, select: false }) plain?: string | null;
  @Column({ type: 'tsvector', nullable: true, select: false }) terms?: string | null;
  @Column({ type: 'text', array: true, nullable: true, select: false }) sketch?: string[] | null;
}
