import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** One team = one board = one feed. */
@Entity('team')
export class Team {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column(column.text) name: string;
  @Column(column.instant) createdAt: string;
}

/** The company: one row. */
@Entity('organization')
export class Organization {
  @PrimaryColumn({ type: 'boolean', default: true }) one: boolean;
  @Column(column.text) name: string;
  /** IANA zone in which business days are counted. */
  @Column(column.text) zone: string;
  @Column(column.text) baseCurrency: string;
  @Column({ type: 'boolean', default: false }) demo: boolean;
}
