import type { SurveyState, SurveyWay, UncountedReason, WaitReason } from '@tallyboard/rules/customers/survey';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

const optionalText = { type: 'text', nullable: true } as const;

/** A survey 满意度调查 of a delivered order. Whom it asks is a snapshot: contacts change. Order, team and owner follow the order until it is answered. */
@Entity('survey')
export class SurveyRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) orderId: string;
  @Column(column.text) orderNo: string;
  /** Up to which version of the order it was followed. */
  @Column({ type: 'int' }) orderVersion: number;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'uuid', nullable: true }) ownerId: string | null;
  @Column({ type: 'uuid' }) customerId: string;
  @Column(column.text) contactName: string;
  @Column(column.text) contactEmail: string;
  @Column(column.text) language: 'zh-CN' | 'en';
  @Column(column.text) state: SurveyState;
  @Column(optionalText) waits: WaitReason | null;
  @Column(optionalText) way: SurveyWay | null;
  @Column({ type: 'boolean' }) mailFailed: boolean;
  @Column({ type: 'bytea', nullable: true }) tokenHash: Buffer | null;
  @Column(column.instant) dueAt: string;
  @Column(column.optionalInstant) chosenAt: string | null;
  @Column(column.optionalInstant) linkMadeAt: string | null;
  @Column(column.optionalInstant) sentAt: string | null;
  @Column(column.instant) expiresAt: string;
  @Column(column.optionalInstant) answeredAt: string | null;
  @Column({ type: 'int', nullable: true }) score: number | null;
  @Column(column.text) comment: string;
  /** Digest of the network it was answered from. */
  @Column(optionalText) network: string | null;
  @Column({ type: 'boolean' }) counted: boolean;
  @Column(optionalText) uncounted: UncountedReason | null;
}
