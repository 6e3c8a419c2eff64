import type { Allocation } from '@tallyboard/rules/inquiries/allocate';
import type {
  Channel,
  EscalationLevel,
  FirstResponse,
  Inquiry,
  InquiryStatus,
  Quality,
  SourceKind,
} from '@tallyboard/rules/inquiries/inquiry';
import type { CountedTime } from '@tallyboard/rules/time/business-time';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

const optionalText = { type: 'text', nullable: true } as const;
const optionalId = { type: 'uuid', nullable: true } as const;
const optionalJson = { type: 'jsonb', nullable: true } as const;

/** An inquiry 询盘, with what facts do not carry: who writes at the buyer's. */
@Entity('inquiry')
export class InquiryRow implements Inquiry {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) no: string;
  @Column(column.text) sourceKind: SourceKind;
  @Column(optionalId) sourceId: string | null;
  /** By which a message that comes again is recognized, within its source. */
  @Column(optionalText) externalKey: string | null;
  /** From where a form was sent. */
  @Column(optionalText) network: string | null;
  @Column(column.text) buyer: string;
  @Column(optionalId) customerId: string | null;
  @Column(column.text) buyerKey: string;
  @Column({ type: 'boolean' }) internal: boolean;
  @Column({ type: 'char', length: 2, nullable: true }) country: string | null;
  @Column({ type: 'char', length: 2, nullable: true }) language: string | null;
  @Column(column.text) product: string;
  @Column(column.text) subject: string;
  @Column(column.text) contactName: string;
  @Column(column.text) contactEmail: string;
  @Column(column.text) contactPhone: string;
  @Column(column.text) status: InquiryStatus;
  @Column(optionalId) ownerId: string | null;
  @Column(column.optionalInstant) assignedAt: string | null;
  @Column({ type: 'uuid', array: true }) offeredTo: string[];
  @Column(column.instant) receivedAt: string;
  @Column({ type: 'uuid' }) createdBy: string;
  @Column(optionalJson) firstResponse: FirstResponse | null;
  /** How the worked time of the first answer was counted. */
  @Column(optionalJson) worked: CountedTime | null;
  @Column(optionalJson) quality: Quality | null;
  @Column(column.optionalInstant) qualifiedAt: string | null;
  @Column(optionalId) qualifiedBy: string | null;
  @Column(optionalId) qualifiedFor: string | null;
  @Column(optionalJson) invalid: Inquiry['invalid'];
  @Column(column.optionalInstant) waitingSince: string | null;
  @Column(column.optionalInstant) dueAt: string | null;
  @Column({ type: 'int' }) escalated: EscalationLevel;
  @Column(optionalId) orderId: string | null;
  @Column({ type: 'int' }) version: number;
  /** Of the source; not a column. */
  sourceName: string;
}

@Entity('inquiry_message')
export class InquiryMessage {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) inquiryId: string;
  @Column(column.text) direction: 'in' | 'out';
  @Column(column.text) channel: Channel;
  @Column({ type: 'boolean' }) human: boolean;
  @Column(optionalId) authorId: string | null;
  @Column(column.text) text: string;
  @Column(column.instant) at: string;
  @Column({ type: 'boolean' }) copied: boolean;
  @Column(column.optionalInstant) withdrawnAt: string | null;
  @Column(column.instant) createdAt: string;
}

/** To whom it was given, when, by whom (null: by the rule), and what the rule weighed. Kept for ever. */
@Entity('inquiry_offer')
export class InquiryOffer {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) inquiryId: string;
  @Column(column.instant) at: string;
  @Column(optionalId) byId: string | null;
  @Column(optionalId) ownerId: string | null;
  @Column(optionalJson) allocation: Allocation | null;
  @Column(column.text) note: string;
}

/** One day of one buyer; see `clocksOf`. */
@Entity('reply_clock')
export class ReplyClockRow {
  @PrimaryColumn({ type: 'uuid' }) teamId: string;
  @PrimaryColumn(column.text) buyerKey: string;
  @PrimaryColumn({ type: 'date' }) day: string;
  @Column({ type: 'uuid' }) inquiryId: string;
  @Column(column.instant) startedAt: string;
  @Column(column.instant) dueAt: string;
  @Column(column.optionalInstant) answeredAt: string | null;
  @Column(optionalId) answeredBy: string | null;
}
