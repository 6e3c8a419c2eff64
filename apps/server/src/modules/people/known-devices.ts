import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { setCookie } from '../../platform/auth/cookie.js';
import { hashToken, newToken, TOKEN } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { isSecure } from '../../platform/http/origin.js';
import type { RequestContext } from '../../platform/http/request.js';
import { KnownDevice } from './access.entity.js';

/** Known so long after the last sign-in there. */
const KNOWN_DAYS = 365;
/** The latest of one person that are kept. */
const MOST_OF_ONE = 20;

/**
 * Browsers in which people have signed in before (OWASP's device cookie). It opens nothing: a wrong try with it is counted for that
 * browser and not for the network, so that whoever guesses from the same office cannot slow the owner down. Decision 14.
 */
@Injectable()
export class KnownDevices {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Where tries for this account from this browser are counted; null when it has not signed in to it before. */
  async bucket({ knownDevice }: RequestContext, email: string): Promise<string | null> {
    if (!knownDevice || !TOKEN.test(knownDevice)) return null;
    const hash = hashToken(knownDevice);
    const [known] = await this.db.query<{ known: true }[]>(
      `select true as known from known_device k join app_user u on u.id = k.user_id and u.active
       where k.token_hash = $1 and u.email = $2 and k.used_at > $3::timestamptz - make_interval(days => $4)`,
      [hash, email, this.clock.now(), KNOWN_DAYS],
    );
    return known ? `device:${hash.toString('base64url')}` : null;
  }

  /**
   * The person has just signed in here. The token is always a fresh one, for all accounts of this browser: one that was planted or
   * copied before is worth nothing from now on.
   */
  async remember(tx: EntityManager, { knownDevice }: RequestContext, userId: string): Promise<string> {
    const token = newToken();
    const tokenHash = hashToken(token);
    const usedAt = this.clock.now();
    if (knownDevice) await tx.update(KnownDevice, { tokenHash: hashToken(knownDevice) }, { tokenHash });
    await tx.upsert(KnownDevice, { tokenHash, userId, usedAt }, ['tokenHash', 'userId']);
    await tx.query(
      `delete from known_device where user_id = $1 and (used_at < $2::timestamptz - make_interval(days => $3)
         or token_hash not in (select token_hash from known_device where user_id = $1 order by used_at desc limit $4))`,
      [userId, usedAt, KNOWN_DAYS, MOST_OF_ONE],
    );
    return token;
  }

  give(context: RequestContext, token: string): void {
    context.setHeader('Set-Cookie', setCookie(token, isSecure(this.config), KNOWN_DAYS * 86_400, 'known'));
  }

  /** Another password, or no access any more: every browser has to prove itself again. */
  async forget(tx: EntityManager, userId: string): Promise<void> {
    await tx.delete(KnownDevice, { userId });
  }
}
