import type { Lane, Stage } from '@tallyboard/rules/orders/stages';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** The version of a team's stage settings: two managers editing at once are told apart by it. */
@Entity('team_settings')
export class TeamSettings {
  @PrimaryColumn({ type: 'uuid' }) teamId: string;
  @Column({ type: 'int', default: 1 }) version: number;
}

@Entity('board_column')
export class BoardColumnRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) lane: Lane;
  @Column({ type: 'int' }) position: number;
  @Column(column.text) nameZh: string;
  @Column(column.text) nameEn: string;
  @Column({ type: 'int', nullable: true }) wipLimit: number | null;
  @Column({ type: 'boolean', default: false }) wipHard: boolean;
}

@Entity('stage_definition')
export class StageDefinitionRow {
  @PrimaryColumn({ type: 'uuid' }) teamId: string;
  @PrimaryColumn({ type: 'text' }) code: Stage;
  @Column({ type: 'int' }) position: number;
  @Column({ type: 'uuid' }) columnId: string;
  @Column(column.text) nameZh: string;
  @Column(column.text) nameEn: string;
}
