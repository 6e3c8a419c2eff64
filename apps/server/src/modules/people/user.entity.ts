import type { Role } from '@tallyboard/rules/people/capabilities';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A person with access. Disabled people stay: facts and points name them for ever. */
@Entity('app_user')
export class User {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) email: string;
  @Column(column.text) name: string;
  @Column(column.text) nameEn: string;
  @Column({ type: 'int' }) hue: number;
  @Column({ type: 'text', array: true }) roles: Role[];
  @Column(column.text) locale: 'zh-CN' | 'en';
  @Column(column.text) passwordHash: string;
  @Column({ type: 'boolean', default: false }) mustChangePassword: boolean;
  @Column({ type: 'boolean', default: true }) active: boolean;
  @Column({ type: 'boolean', default: true }) inRankings: boolean;
  @Column({ type: 'int', default: 1 }) version: number;
  @Column(column.instant) createdAt: string;
}
