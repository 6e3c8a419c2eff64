import type { Answer } from '@tallyboard/rules/knowledge/decide-answer';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** What a colleague said to a question. */
@Entity('knowledge_answer')
export class AnswerRow implements Answer {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) itemId: string;
  @Column({ type: 'uuid' }) authorId: string;
  @Column(column.text) body: string;
  @Column(column.instant) at: string;
  @Column(column.optionalInstant) editedAt: string | null;
  @Column({ type: 'boolean', default: false }) withdrawn: boolean;
  @Column({ type: 'boolean', default: false }) accepted: boolean;
  @Column({ type: 'int', default: 1 }) version: number;
}
