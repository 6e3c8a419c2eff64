import type { CreditShare, DeadlineKind, Incoterm, OrderStatus } from '@tallyboard/rules/orders/order';
import type { Stage } from '@tallyboard/rules/orders/stages';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** An order as it is stored; `order-table.ts` turns it into the order of the rules. */
@Entity('trade_order')
export class OrderRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) no: string;
  @Column({ type: 'uuid' }) customerId: string;
  @Column(column.text) title: string;
  @Column({ type: 'text', nullable: true }) incoterm: Incoterm | null;
  @Column(column.text) place: string;
  @Column({ type: 'char', length: 3, nullable: true }) currency: string | null;
  @Column({ ...column.bigint, nullable: true }) amountMinor: number | null;
  @Column({ ...column.bigint, nullable: true }) amountUsdMinor: number | null;
  @Column({ type: 'date', nullable: true }) promisedShipOn: string | null;
  @Column({ type: 'date', nullable: true }) frozenShipOn: string | null;
  @Column({ type: 'date', nullable: true }) onBoardOn: string | null;
  @Column({ type: 'text', nullable: true }) deadlineKind: DeadlineKind | null;
  @Column({ type: 'date', nullable: true }) deadlineOn: string | null;
  @Column({ type: 'uuid', nullable: true }) salesOwnerId: string | null;
  @Column({ type: 'uuid', nullable: true }) documentsOwnerId: string | null;
  @Column({ type: 'uuid', nullable: true }) logisticsOwnerId: string | null;
  @Column({ type: 'jsonb', default: [] }) credit: CreditShare[];
  @Column({ type: 'int', default: 0 }) productionTrack: number;
  @Column({ type: 'int', default: 0 }) documentsTrack: number;
  @Column({ type: 'int', default: 0 }) logisticsTrack: number;
  @Column({ type: 'int', default: 0 }) paymentTrack: number;
  @Column(column.text) stage: Stage;
  @Column(column.instant) stageSince: string;
  @Column({ type: 'text', collation: 'C' }) rank: string;
  @Column(column.text) status: OrderStatus;
  @Column({ type: 'text', nullable: true }) statusReason: string | null;
  @Column({ type: 'text', nullable: true }) lostFrom: Stage | null;
  @Column(column.optionalInstant) securedAt: string | null;
  @Column(column.instant) createdAt: string;
  @Column({ type: 'int', default: 1 }) version: number;
}
