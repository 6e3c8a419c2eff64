import type { DayRule, YearState } from '@tallyboard/rules/time/work-calendar';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** One version of a market's table of days off, whole. Versions are added, never changed; the last one counts. */
@Entity('market_version')
export class MarketVersion {
  @PrimaryColumn({ type: 'char', length: 2 }) market: string;
  @PrimaryColumn({ type: 'int' }) version: number;
  /** ISO weekdays that are usually free there. */
  @Column({ type: 'jsonb' }) weekend: number[];
  /** By year; a year that is missing is without data. */
  @Column({ type: 'jsonb' }) years: Record<string, YearState>;
  @Column({ type: 'jsonb' }) days: Record<string, DayRule>;
  /** Null for what the product came with. */
  @Column({ type: 'uuid', nullable: true }) changedBy: string | null;
  @Column(column.instant) changedAt: string;
  @Column({ type: 'jsonb' }) change: object;
}
