import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Me, sessionsApi } from '@tallyboard/contracts/sessions';
import { DataSource, type EntityManager, IsNull } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { hashPassword } from '../../platform/auth/password.js';
import { hashToken } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppError } from '../../platform/http/app-error.js';
import { commandOf, type RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { AccessToken, PasswordReset } from './access.entity.js';
import { KnownDevices } from './known-devices.js';
import { makerNow, refuseReset, stillMay } from './link-rights.js';
import { LoginThrottle } from './login-throttle.js';
import { OneTimeLink } from './one-time-link.js';
import { Sessions } from './sessions.js';
import { SignIn } from './sign-in.js';
import { User } from './user.entity.js';

const VALID_MS = 60 * 60_000;

/** A forgotten password: a manager hands over a link, the person alone chooses the new one. */
@Injectable()
export class ResetPassword {
  constructor(
    private readonly db: DataSource,
    private readonly links: OneTimeLink,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
    private readonly throttle: LoginThrottle,
    private readonly devices: KnownDevices,
    private readonly signIn: SignIn,
  ) {}

  async link(
    context: RequestContext,
    { id }: InputOf<typeof sessionsApi.resetLink>,
  ): Promise<ReplyOf<typeof sessionsApi.resetLink>> {
    const command = commandOf(context);
    const { token, expiresAt } = await this.links.make(command, VALID_MS, async (tx, link) => {
      const user = await tx.findOneBy(User, { id, active: true });
      refuseReset(command.principal, user);
      // A newer link ends the older ones.
      await tx.delete(PasswordReset, { userId: id, usedAt: IsNull() });
      await tx.insert(PasswordReset, {
        id: uuid(),
        userId: id,
        createdBy: command.actorId,
        createdAt: command.now,
        ...link,
      });
      await audit(tx, command, { action: 'people.reset_link_made', subject: id });
    });
    return { url: `${context.origin}/reset/${token}`, expiresAt };
  }

  async see(token: string): Promise<ReplyOf<typeof sessionsApi.seeReset>> {
    const { user } = await this.find(this.db.manager, token);
    return { name: user.name, nameEn: user.nameEn, email: user.email };
  }

  /** Sets the password, ends every session of the person, and signs in here. */
  async reset(context: RequestContext, { token, password }: InputOf<typeof sessionsApi.resetPassword>): Promise<Me> {
    await this.signIn.refuseWeak(password, (await this.find(this.db.manager, token)).user);
    const passwordHash = await hashPassword(password);
    const user = await this.db.transaction(async (tx) => {
      const { reset, user } = await this.find(tx, token);
      await tx.update(PasswordReset, { id: reset.id }, { usedAt: this.clock.now() });
      await tx.update(User, { id: user.id }, { passwordHash, mustChangePassword: false });
      await tx.delete(AccessToken, { userId: user.id });
      await this.devices.forget(tx, user.id);
      await audit(
        tx,
        { actorId: user.id, address: context.address },
        { action: 'people.password_reset', subject: user.id },
      );
      return user;
    });
    this.sessions.changed();
    await this.throttle.passed(user.email, context.address);
    return this.signIn.enter(context, user.id);
  }

  private async find(tx: EntityManager, token: string): Promise<{ reset: PasswordReset; user: User }> {
    const inTransaction = tx.queryRunner?.isTransactionActive ?? false;
    const reset = await tx.findOne(PasswordReset, {
      where: { tokenHash: hashToken(token) },
      ...(inTransaction && { lock: { mode: 'pessimistic_write' as const } }),
    });
    const open = reset && !reset.usedAt && reset.expiresAt > this.clock.now();
    const user = open ? await tx.findOneBy(User, { id: reset.userId, active: true }) : null;
    const maker = user && reset ? await makerNow(tx, reset.createdBy) : null;
    // Rights change: a link of somebody who has left, or for somebody who has risen since, opens nothing.
    if (!reset || !user || !maker || !stillMay(() => refuseReset(maker, user)))
      throw new AppError('people.reset_not_valid');
    return { reset, user };
  }
}
