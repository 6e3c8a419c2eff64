import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashToken } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import type { RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { AccessToken } from './access.entity.js';
import { Sessions } from './sessions.js';

const MINUTE_MS = 60_000;
/** A screen's token is followed by a new one after so long. */
const RENEWED_AFTER_MS = 7 * 24 * 60 * MINUTE_MS;
/** Until a new one has proved itself another is made no sooner: two windows of one screen ask at the same time. */
const AGAIN_AFTER_MS = 60 * MINUTE_MS;
/** Used so long after it was given, a token is on the screen's disk: a browser writes its cookies within the minute. */
const PROVED_AFTER_MS = 10 * MINUTE_MS;
/** What the screen has under way with the old one is still served. */
const GRACE_MS = 10 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * A screen stands for years on one pairing, so its token is exchanged weekly: a copy that somebody took of it (a disk, a backup of one)
 * is worth something for days, not for years. The old one lasts until the new one has proved itself, whatever becomes of the answer that
 * brings it: no crash or power cut in between makes anybody pair again. Then it has ten minutes, and whoever comes with it afterwards is
 * refused and seen in the audit trail. Over plain http in the office the cookie has its other name and travels readably: whoever listens
 * there all the time hears the new one too; https alone helps against that.
 */
@Injectable()
export class RenewScreen {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly sessions: Sessions,
  ) {}

  /** Gives the screen a new token with this answer when its own is a week old. */
  async ifDue(context: RequestContext): Promise<void> {
    const { principal } = context;
    if (principal?.kind !== 'device') return;
    const token = await this.db.transaction(async (tx) => {
      const now = Date.parse(this.clock.now());
      const own = await tx.findOne(AccessToken, {
        where: { id: principal.tokenId },
        lock: { mode: 'pessimistic_write' },
      });
      if (!own || own.revokedAt || own.replacedAt || now - Date.parse(own.createdAt) < RENEWED_AFTER_MS) return null;
      const [newest] = await tx.find(AccessToken, {
        where: { replaces: own.id },
        order: { createdAt: 'DESC' },
        take: 1,
      });
      if (newest && now - Date.parse(newest.createdAt) < AGAIN_AFTER_MS) return null;
      return (await this.sessions.issue(tx, { kind: 'device', id: principal.id }, context, own.id)).token;
    });
    if (token) this.sessions.give(context, token, 'device');
  }
}

/** Of tokens in use, those that follow another and have proved themselves: what they replace ends after its grace, siblings that never arrived now. */
export async function endReplaced(
  tx: EntityManager,
  used: readonly { token_id: string; replaces: string | null; created_at: string }[],
  now: string,
): Promise<void> {
  const proved = used.filter((t) => t.replaces && Date.parse(now) - Date.parse(t.created_at) >= PROVED_AFTER_MS);
  if (proved.length === 0) return;
  await tx.query(
    `with proved as (update access_token t set replaces = null from access_token o where t.id = any($1) and o.id = t.replaces returning t.id, o.id as old),
       others as (update access_token t set revoked_at = $2, replaces = null from proved p where t.replaces = p.old and t.id <> all($1))
     update access_token t set replaced_at = $2, expires_at = $3 from proved p where t.id = p.old and t.replaced_at is null`,
    [proved.map((t) => t.token_id), now, new Date(Date.parse(now) + GRACE_MS).toISOString()],
  );
}

/** A token that opened nothing: was it one that another has replaced? Then somebody has a copy; told once a day. */
export async function noteMisuse(tx: EntityManager, token: string, address: string | null, now: string): Promise<void> {
  const [screens] = await tx.query<[{ device_id: string }[], number]>(
    `update access_token set misused_at = $2 where token_hash = $1 and replaced_at is not null and (misused_at is null or misused_at < $3) returning device_id`,
    [hashToken(token), now, new Date(Date.parse(now) - DAY_MS).toISOString()],
  );
  const [screen] = screens;
  if (screen)
    await audit(tx, { actorId: null, address }, { action: 'people.old_screen_token', subject: screen.device_id });
}
