import { Injectable, type OnModuleInit } from '@nestjs/common';
import { capabilitiesOf, type Role, viewOf, WALL_CAPABILITIES } from '@tallyboard/rules/people/capabilities';
import { DataSource } from 'typeorm';
import { type Principal, PrincipalSource } from '../../platform/auth/principal.js';
import { hashToken, TOKEN } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { Tail } from '../../platform/feeds/tail.js';

type Row = {
  token_id: string;
  user_id: string | null;
  device_id: string | null;
  team_id: string;
  roles: Role[] | null;
  must_change_password: boolean | null;
  last_seen_at: string;
};
/** An answer is believed so long; a revocation clears it at once on every node that hears of it. */
const BELIEVED_MS = 1_500;
/** A person's session that nobody uses so long is over. */
export const IDLE_HOURS = 12;

/** Who a token belongs to, and what they may do at this moment. */
@Injectable()
export class Principals extends PrincipalSource implements OnModuleInit {
  private readonly known = new Map<string, { principal: Promise<Principal | null>; until: number }>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly tail: Tail,
  ) {
    super();
  }

  onModuleInit(): void {
    this.tail.onTouch('access', () => this.known.clear());
  }

  byToken(token: string): Promise<Principal | null> {
    if (!TOKEN.test(token)) return Promise.resolve(null);
    const now = performance.now();
    const entry = this.known.get(token);
    if (entry && entry.until > now) return entry.principal;
    if (this.known.size > 5_000) this.known.clear();
    const principal = this.find(token);
    this.known.set(token, { principal, until: now + BELIEVED_MS });
    // Only what exists is remembered: guesses do not push anybody out.
    principal.then(
      (found) => found ?? this.known.delete(token),
      () => this.known.delete(token),
    );
    return principal;
  }

  private async find(token: string): Promise<Principal | null> {
    const now = this.clock.now();
    const [row] = await this.db.query<Row[]>(
      `select t.id as token_id, t.user_id, t.device_id, coalesce(u.team_id, d.team_id) as team_id, u.roles, u.must_change_password, t.last_seen_at
       from access_token t left join app_user u on u.id = t.user_id and u.active left join device d on d.id = t.device_id and d.revoked_at is null
       where t.token_hash = $1 and t.revoked_at is null and t.expires_at > $2 and coalesce(u.id, d.id) is not null
         and (t.device_id is not null or t.last_seen_at > $2::timestamptz - make_interval(hours => $3))`,
      [hashToken(token), now, IDLE_HOURS],
    );
    if (!row) return null;
    if (Date.parse(now) - Date.parse(row.last_seen_at) > 60_000) await this.seen(row, now);
    const kind = row.user_id ? 'user' : 'device';
    // Until a one-time password is changed, its owner may do nothing but change it.
    const roles = row.must_change_password ? [] : (row.roles ?? []);
    const capabilities = kind === 'user' ? capabilitiesOf(roles) : WALL_CAPABILITIES;
    return {
      kind,
      id: (row.user_id ?? row.device_id)!,
      tokenId: row.token_id,
      teamId: row.team_id,
      capabilities,
      view: viewOf({ kind, capabilities }),
    };
  }

  /** Notes that it is in use; a screen's ninety days begin again. */
  private async seen(row: Row, now: string): Promise<void> {
    await this.db.query(
      `update access_token set last_seen_at = $2, expires_at = case when device_id is null then expires_at else $2::timestamptz + interval '90 days' end where id = $1`,
      [row.token_id, now],
    );
  }
}
