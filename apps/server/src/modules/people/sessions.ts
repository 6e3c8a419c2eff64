import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { IsNull, Not } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { setCookie } from '../../platform/auth/cookie.js';
import { hashToken, newToken } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { Tail } from '../../platform/feeds/tail.js';
import { isSecure } from '../../platform/http/origin.js';
import type { RequestContext } from '../../platform/http/request.js';
import { AccessToken } from './access.entity.js';

const DAY_MS = 86_400_000;
/** People: seven days at most. Screens: ninety, rolling. */
const LIFETIME = { user: 7 * DAY_MS, device: 90 * DAY_MS };

/** Gives and takes access tokens. */
@Injectable()
export class Sessions {
  constructor(
    private readonly commands: Commands,
    private readonly clock: Clock,
    private readonly tail: Tail,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** A new token, always a fresh one: an id from before sign-in is worth nothing afterwards. */
  async issue(
    tx: EntityManager,
    who: { kind: 'user' | 'device'; id: string },
    from: { address: string; agent: string },
    replaces: string | null = null,
  ): Promise<{ token: string; expiresAt: string }> {
    const token = newToken();
    const now = this.clock.now();
    const expiresAt = new Date(Date.parse(now) + LIFETIME[who.kind]).toISOString();
    await tx.insert(AccessToken, {
      id: uuid(),
      tokenHash: hashToken(token),
      userId: who.kind === 'user' ? who.id : null,
      deviceId: who.kind === 'device' ? who.id : null,
      createdAt: now,
      lastSeenAt: now,
      expiresAt,
      replaces,
      address: from.address,
      agent: from.agent,
    });
    return { token, expiresAt };
  }

  /** Puts the token into the caller's cookie. */
  give(context: RequestContext, token: string, kind: 'user' | 'device'): void {
    context.setHeader('Set-Cookie', setCookie(token, isSecure(this.config), LIFETIME[kind] / 1000));
  }

  take(context: RequestContext): void {
    context.setHeader('Set-Cookie', setCookie('', isSecure(this.config), 0));
  }

  async revoke(tx: EntityManager, which: { userId: string } | { deviceId: string } | { id: string }): Promise<void> {
    await tx.update(AccessToken, { ...which, revokedAt: IsNull() }, { revokedAt: this.clock.now() });
  }

  /** Ends one open session of anybody. */
  async end(command: CommandContext, id: string): Promise<Record<string, never>> {
    const reply = await this.commands.run(command, async (tx) => {
      const session = await tx.findOneBy(AccessToken, { id, revokedAt: IsNull(), userId: Not(IsNull()) });
      if (!session) throw new AppError('access.session_not_found');
      await this.revoke(tx, { id });
      await audit(tx, command, { action: 'people.session_ended', subject: session.userId });
      return { reply: {}, facts: [] };
    });
    this.changed();
    return reply;
  }

  /** After the commit: every node looks again at who is connected. */
  changed(): void {
    this.tail.touch('access');
  }
}
