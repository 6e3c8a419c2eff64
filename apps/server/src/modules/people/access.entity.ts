import type { Role } from '@tallyboard/rules/people/capabilities';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { column } from '../../platform/db/columns.js';

/** A paired screen. */
@Entity('device')
export class Device {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'uuid' }) teamId: string;
  @Column(column.text) name: string;
  @Column(column.text) locale: 'zh-CN' | 'en';
  @Column({ type: 'uuid' }) approvedBy: string;
  @Column(column.instant) createdAt: string;
  @Column(column.optionalInstant) revokedAt: string | null;
}

/** Access of a person or a screen: a random token, of which only the hash is kept. */
@Entity('access_token')
export class AccessToken {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bytea' }) tokenHash: Buffer;
  @Column({ type: 'uuid', nullable: true }) userId: string | null;
  @Column({ type: 'uuid', nullable: true }) deviceId: string | null;
  @Column(column.instant) createdAt: string;
  @Column(column.instant) lastSeenAt: string;
  @Column(column.instant) expiresAt: string;
  @Column(column.optionalInstant) revokedAt: string | null;
  @Column({ type: 'text', nullable: true }) address: string | null;
  @Column({ type: 'text', nullable: true }) agent: string | null;
  /** The screen's token that this one follows, until it has proved itself. */
  @Column({ type: 'uuid', nullable: true }) replaces: string | null;
  /** Since when another is in its place; it expires soon after. */
  @Column(column.optionalInstant) replacedAt: string | null;
  /** When it was last tried after that, once a day. */
  @Column(column.optionalInstant) misusedAt: string | null;
}

/** A link by which one person may join, once. */
@Entity('invite')
export class Invite {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bytea' }) tokenHash: Buffer;
  @Column({ type: 'uuid' }) teamId: string;
  @Column({ type: 'text', array: true }) roles: Role[];
  /** Whom its maker means; '' when they did not say. */
  @Column({ type: 'text', default: '' }) forName: string;
  @Column({ type: 'uuid' }) createdBy: string;
  @Column(column.instant) createdAt: string;
  @Column(column.instant) expiresAt: string;
  @Column(column.optionalInstant) usedAt: string | null;
}

/** A link by which a person chooses a new password, once. */
@Entity('password_reset')
export class PasswordReset {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bytea' }) tokenHash: Buffer;
  @Column({ type: 'uuid' }) userId: string;
  @Column({ type: 'uuid' }) createdBy: string;
  @Column(column.instant) createdAt: string;
  @Column(column.instant) expiresAt: string;
  @Column(column.optionalInstant) usedAt: string | null;
}

/** A screen that waits to be let in: it shows the code and keeps the secret. */
@Entity('pairing')
export class Pairing {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'bytea' }) codeHash: Buffer;
  @Column({ type: 'bytea' }) secretHash: Buffer;
  /** From where it was asked for: one network must not keep everybody else's screens out. */
  @Column({ type: 'text', default: '' }) network: string;
  @Column({ type: 'text', default: '' }) address: string;
  @Column(column.text) locale: 'zh-CN' | 'en';
  @Column(column.instant) createdAt: string;
  @Column(column.instant) expiresAt: string;
  @Column({ type: 'uuid', nullable: true }) deviceId: string | null;
  @Column(column.optionalInstant) takenAt: string | null;
}

/** A browser in which a person has signed in before: guesses from elsewhere do not slow it down. Of its cookie only the hash is kept. */
@Entity('known_device')
export class KnownDevice {
  @PrimaryColumn({ type: 'bytea' }) tokenHash: Buffer;
  @PrimaryColumn({ type: 'uuid' }) userId: string;
  @Column(column.instant) usedAt: string;
}
