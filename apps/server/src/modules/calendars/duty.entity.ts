import type { CoreHours, LeaveKind } from '@tallyboard/rules/time/duty';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A change of somebody's hours, leave or shifts, and the core hours since. Versions are only added; the last one counts. */
@Entity('duty_version')
export class DutyVersion {
  @PrimaryColumn({ type: 'uuid' }) userId: string;
  @PrimaryColumn({ type: 'int' }) version: number;
  /** Null: as the office. */
  @Column({ type: 'jsonb', nullable: true }) core: CoreHours | null;
  @Column({ type: 'uuid' }) changedBy: string;
  @Column(column.instant) changedAt: string;
  @Column({ type: 'jsonb' }) change: object;
}

/** Somebody is away, on the office's clock. It counts from one version of their duty until another: what is cancelled stays. */
@Entity('leave_entry')
export class LeaveEntry {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) userId: string;
  @Column({ type: 'date' }) fromOn: string;
  @Column(column.text) fromTime: string;
  @Column({ type: 'date' }) toOn: string;
  @Column(column.text) toTime: string;
  @Column(column.text) kind: LeaveKind;
  @Column(column.text) reason: string;
  @Column({ type: 'int' }) sinceVersion: number;
  @Column({ type: 'int', nullable: true }) untilVersion: number | null;
}

/** Somebody covers hours beyond their own, on the office's clock; kept like leave. */
@Entity('rota_shift')
export class RotaShift {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) userId: string;
  @Column({ type: 'date' }) onDay: string;
  @Column(column.text) fromTime: string;
  @Column(column.text) toTime: string;
  @Column(column.text) note: string;
  @Column({ type: 'int' }) sinceVersion: number;
  @Column({ type: 'int', nullable: true }) untilVersion: number | null;
}
