import type { Flag, FlagKind, FlagState } from '@tallyboard/rules/knowledge/flag';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** Somebody's doubt about an item. */
@Entity('knowledge_flag')
export class FlagRow implements Flag {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) itemId: string;
  @Column({ type: 'int' }) revision: number;
  @Column(column.text) kind: FlagKind;
  @Column(column.text) note: string;
  @Column({ type: 'uuid' }) raisedBy: string;
  @Column(column.instant) raisedAt: string;
  @Column(column.text) state: FlagState;
  @Column({ type: 'uuid', nullable: true }) decidedBy: string | null;
  @Column(column.optionalInstant) decidedAt: string | null;
  @Column({ type: 'text', nullable: true }) answer: string | null;
}
