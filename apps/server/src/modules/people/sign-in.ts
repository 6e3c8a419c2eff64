import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Me, sessionsApi } from '@tallyboard/contracts/sessions';
import { DataSource, type EntityManager, Not } from 'typeorm';
import { hashPassword, isOutdated, passwordMatches } from '../../platform/auth/password.js';
import { Turnstile } from '../../platform/auth/turnstile.js';
import { retryTransient } from '../../platform/db/retry.js';
import { AppError } from '../../platform/http/app-error.js';
import { principalOf, type RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { AccessToken } from './access.entity.js';
import { KnownDevices } from './known-devices.js';
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
    private readonly devices: KnownDevices,
    private readonly read: PeopleRead,
  ) {}

  signIn(context: RequestContext, input: InputOf<typeof sessionsApi.signIn>): Promise<Me> {
    return this.door.pass(() => this.judge(context, input));
  }

  private async judge(context: RequestContext, { email, password }: InputOf<typeof sessionsApi.signIn>): Promise<Me> {
    const device = await this.devices.bucket(context, email);
    await this.throttle.take(email, context.address, device);
    const user = await this.db.manager.findOneBy(User, { email });
    const right = await passwordMatches(password, user?.active ? user.passwordHash : null);
    if (!user || !right) {
      const nobody = { actorId: null, address: context.address };
      await audit(this.db.manager, nobody, { action: 'people.sign_in_failed', subject: email });
      throw new AppError('people.wrong_credentials');
    }
    await this.throttle.passed(email, context.address, device);
    const proved = isOutdated(user.passwordHash) ? await this.carryOver(user, password) : user.passwordHash;
    return this.enter(context, user.id, 'password', proved);
  }

  /** The password just proved is hashed anew at today's cost, unless it was changed meanwhile. Answers the new hash. */
  private async carryOver({ id, passwordHash }: User, password: string): Promise<string> {
    const anew = await hashPassword(password);
    await this.db.manager.update(User, { id, passwordHash }, { passwordHash: anew });
    return anew;
  }

  /**
   * A fresh session for a person whose right to it is established; `by` a password, the browser is known from now on. `proved` is the hash
   * a password was held against: if that has been changed since, the right is gone.
   */
  async enter(
    context: RequestContext,
    userId: string,
    by: 'password' | 'demo' = 'password',
    proved?: string,
  ): Promise<Me> {
    const { token, device } = await retryTransient(() =>
      this.db.transaction(async (tx) => {
        if (proved !== undefined) await refuseChanged(tx, userId, proved);
        const doer = { actorId: userId, address: context.address };
        await audit(tx, doer, { action: 'people.signed_in', subject: userId });
        const { token } = await this.sessions.issue(tx, { kind: 'user', id: userId }, context);
        return { token, device: by === 'password' ? await this.devices.remember(tx, context, userId) : null };
      }),
    );
    this.sessions.give(context, token, 'user');
    if (device) this.devices.give(context, device);
    return this.read.me(userId);
  }

  async signOut(context: RequestContext): Promise<Record<string, never>> {
    await this.sessions.revoke(this.db.manager, { id: principalOf(context).tokenId });
    this.sessions.take(context);
    this.sessions.changed();
    return {};
  }

  /** Refuses what everybody would guess first of this person. */
  async refuseWeak(password: string, user: Pick<User, 'email' | 'name' | 'nameEn' | 'teamId'>): Promise<void> {
    await refuseWeak(password, { ...user, ...(await this.read.placeOf(user.teamId)) });
  }

  async changePassword(
    context: RequestContext,
    { current, next }: InputOf<typeof sessionsApi.changePassword>,
  ): Promise<Record<string, never>> {
    const { id, tokenId } = principalOf(context);
    const user = await this.db.manager.findOneByOrFail(User, { id });
    const known = await this.devices.bucket(context, user.email);
    await this.throttle.take(user.email, context.address, known);
    if (!(await passwordMatches(current, user.passwordHash))) throw new AppError('people.wrong_password');
    await this.throttle.passed(user.email, context.address, known);
    await this.refuseWeak(next, user);
    const passwordHash = await hashPassword(next);
    const device = await this.db.transaction(async (tx) => {
      await tx.update(User, { id }, { passwordHash, mustChangePassword: false });
      await tx.delete(AccessToken, { userId: id, id: Not(tokenId) });
      await this.devices.forget(tx, id);
      const doer = { actorId: id, address: context.address };
      await audit(tx, doer, { action: 'people.password_changed', subject: id });
      return this.devices.remember(tx, context, id);
    });
    this.devices.give(context, device);
    this.sessions.changed();
    return {};
  }
}

/** Locks the person's row against a change of the password until the session is there for that change to end. */
async function refuseChanged(tx: EntityManager, id: string, passwordHash: string): Promise<void> {
  const lock = { mode: 'pessimistic_read' as const };
  const same = await tx.findOne(User, { where: { id, passwordHash, active: true }, lock });
  if (!same) throw new AppError('people.wrong_credentials');
}
