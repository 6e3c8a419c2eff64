import type { DayRule, Weekly } from '@tallyboard/rules/time/work-calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** One version of a team's work calendar: a version of its market's days, and the team's own over them. Versions are only added. */
@Entity('office_version')
export class OfficeVersion {
  @PrimaryColumn({ type: 'uuid' }) teamId: string;
  @PrimaryColumn({ type: 'int' }) version: number;
  @Column(column.text) zone: string;
  @Column({ type: 'jsonb' }) weekly: Weekly;
  @Column({ type: 'char', length: 2 }) market: string;
  @Column({ type: 'int' }) marketVersion: number;
  @Column({ type: 'jsonb' }) own: Record<string, DayRule>;
  @Column({ type: 'uuid', nullable: true }) changedBy: string | null;
  @Column(column.instant) changedAt: string;
  @Column({ type: 'jsonb' }) change: object;
}
