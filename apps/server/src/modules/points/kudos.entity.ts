import type { KudosFor, KudosState } from '@tallyboard/rules/points/kudos';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** Thanks from one to another. */
@Entity('kudos')
export class KudosRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'uuid' }) fromId: string;
  @Column({ type: 'uuid' }) toId: string;
  @Column(column.text) category: KudosFor;
  @Column(column.text) text: string;
  @Column(column.instant) at: string;
  @Column(column.text) state: KudosState;
  /** The circle it closes, where it is or was held for that. */
  @Column({ type: 'uuid', array: true, default: [] }) circle: string[];
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
}
