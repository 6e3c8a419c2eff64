import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Me, sessionsApi } from '@tallyboard/contracts/sessions';
import { DataSource, Not } from 'typeorm';
import { hashPassword, isOutdated, passwordMatches } from '../../platform/auth/password.js';
import { Turnstile } from '../../platform/auth/turnstile.js';
import { AppError } from '../../platform/http/app-error.js';
import { principalOf, type RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { AccessToken } from './access.entity.js';
import { LoginThrottle } from './login-throttle.js';
import { refuseWeak } from './password-rules.js';
import { PeopleRead } from './people.read.js';
import { Sessions } from './sessions.js';
import { User } from './user.entity.js';

/** Sign in, sign out, change one's password. */
@Injectable()
export class SignIn {
  /** A flood of passwords must not take the database's connections from those who work. */
  private readonly door = new Turnstile(4, 50);

  constructor(
    private readonly db: DataSource,
    private readonly sessions: Sessions,
    private readonly throttle: LoginThrottle,
    private readonly read: PeopleRead,
  ) {}

  signIn(context: RequestContext, input: InputOf<typeof sessionsApi.signIn>): Promise<Me> {
    return this.door.pass(() => this.judge(context, input));
  }

  private async judge(context: RequestContext, { email, password }: InputOf<typeof sessionsApi.signIn>): Promise<Me> {
    await this.throttle.take(email, context.address);
    const user = await this.db.manager.findOneBy(User, { email });
    const right = await passwordMatches(password, user?.active ? user.passwordHash : null);
    if (!user || !right) {
      await audit(this.db.manager, {
        actorId: null,
        action: 'people.sign_in_failed',
        subject: email,
        address: context.address,
      });
      throw new AppError('people.wrong_credentials');
    }
    await this.throttle.passed(email, context.address);
    if (isOutdated(user.passwordHash)) await this.carryOver(user, password);
    return this.enter(context, user.id);
  }

  /** The password just proved is hashed anew at today's cost, unless it was changed meanwhile. */
  private async carryOver({ id, passwordHash }: User, password: string): Promise<void> {
    await this.db.manager.update(User, { id, passwordHash }, { passwordHash: await hashPassword(password) });
  }

  /** A fresh session for a person whose right to it is established. */
  async enter(context: RequestContext, userId: string): Promise<Me> {
    const token = await this.db.transaction(async (tx) => {
      await audit(tx, { actorId: userId, action: 'people.signed_in', subject: userId, address: context.address });
      return (await this.sessions.issue(tx, { kind: 'user', id: userId }, context)).token;
    });
    this.sessions.give(context, token, 'user');
    return this.read.me(userId);
  }

  async signOut(context: RequestContext): Promise<Record<string, never>> {
    await this.sessions.revoke(this.db.manager, { id: principalOf(context).tokenId });
    this.sessions.take(context);
    this.sessions.changed();
    return {};
  }

  async changePassword(
    context: RequestContext,
    { current, next }: InputOf<typeof sessionsApi.changePassword>,
  ): Promise<Record<string, never>> {
    const { id, tokenId } = principalOf(context);
    const user = await this.db.manager.findOneByOrFail(User, { id });
    await this.throttle.take(user.email, context.address);
    if (!(await passwordMatches(current, user.passwordHash))) throw new AppError('people.wrong_password');
    await this.throttle.passed(user.email, context.address);
    refuseWeak(next, user);
    const passwordHash = await hashPassword(next);
    await this.db.transaction(async (tx) => {
      await tx.update(User, { id }, { passwordHash, mustChangePassword: false });
      await tx.delete(AccessToken, { userId: id, id: Not(tokenId) });
      await audit(tx, { actorId: id, action: 'people.password_changed', subject: id, address: context.address });
    });
    this.sessions.changed();
    return {};
  }
}
