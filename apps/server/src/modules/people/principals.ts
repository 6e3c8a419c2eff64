import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  type Capability,
  capabilitiesOf,
  type Role,
  viewOf,
  WALL_CAPABILITIES,
} from '@tallyboard/rules/people/capabilities';
import { DataSource } from 'typeorm';
import { type Principal, PrincipalSource } from '../../platform/auth/principal.js';
import { hashToken, TOKEN } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { Tail } from '../../platform/feeds/tail.js';
import { endReplaced, noteMisuse } from './renew-screen.js';

type Row = {
  /** Which of the tokens asked for, from 1. */
  i: number;
  token_id: string;
  user_id: string | null;
  device_id: string | null;
  team_id: string;
  roles: Role[] | null;
  must_change_password: boolean | null;
  last_seen_at: string;
  created_at: string;
  replaces: string | null;
};
/** What was found out about a token; `asked` counts `performance.now()`, `at` the clock. */
type Known = { principal: Promise<Principal | null>; asked: number; at: string };
/**
 * A revocation is heard of at once, or, should the hint be lost, with the next look at the database, once a second. What is known holds
 * this long after the last time either could have told otherwise.
 */
const BELIEVED_MS = 1_500;
/** Asked again so often all the same: that a session is in use is noted, and one runs out. */
const ASKED_AGAIN_MS = 60_000;
/** In use is noted so often. */
const SEEN_EVERY_MS = 60_000;
/** A person's session that nobody uses so long is over. */
export const IDLE_HOURS = 12;

/** Who a token belongs to, and what they may do at this moment. */
@Injectable()
export class Principals extends PrincipalSource implements OnModuleInit {
  private readonly known = new Map<string, Known>();

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

  byToken(token: string, address: string | null = null): Promise<Principal | null> {
    if (!TOKEN.test(token)) return Promise.resolve(null);
    const entry = this.known.get(token);
    if (entry && this.holds(entry)) return entry.principal;
    if (this.known.size > 5_000) this.known.clear();
    const asked = performance.now();
    const principal = this.find(token, address);
    this.known.set(token, { principal, asked, at: this.clock.now() });
    // Only what exists is remembered: guesses do not push anybody out.
    principal.then(
      (found) => found ?? this.known.delete(token),
      () => this.known.delete(token),
    );
    return principal;
  }

  private holds({ asked, at }: Known): boolean {
    const now = performance.now();
    if (now - Math.max(asked, this.tail.toldUntil) >= BELIEVED_MS) return false;
    const spent = Date.parse(this.clock.now()) - Date.parse(at);
    return now - asked < ASKED_AGAIN_MS && spent >= 0 && spent < ASKED_AGAIN_MS;
  }

  async byTokens(tokens: readonly string[]): Promise<Map<string, Principal>> {
    const now = this.clock.now();
    const rows = await this.db.query<Row[]>(
      `select w.i::int, t.id as token_id, t.user_id, t.device_id, coalesce(u.team_id, d.team_id) as team_id, u.roles, u.must_change_password, t.last_seen_at, t.created_at, t.replaces
       from unnest($1::bytea[]) with ordinality as w (hash, i) join access_token t on t.token_hash = w.hash
         left join app_user u on u.id = t.user_id and u.active left join device d on d.id = t.device_id and d.revoked_at is null
       where t.revoked_at is null and t.expires_at > $2 and coalesce(u.id, d.id) is not null
         and (t.device_id is not null or t.last_seen_at > $2::timestamptz - make_interval(hours => $3))`,
      [tokens.map(hashToken), now, IDLE_HOURS],
    );
    const unseen = rows.filter((row) => Date.parse(now) - Date.parse(row.last_seen_at) > SEEN_EVERY_MS);
    if (unseen.length > 0) await this.seen(unseen, now);
    await endReplaced(this.db.manager, rows, now);
    return new Map(rows.map((row) => [tokens[row.i - 1]!, principalOf(row)]));
  }

  private async find(token: string, address: string | null): Promise<Principal | null> {
    const principal = (await this.byTokens([token])).get(token) ?? null;
    if (!principal) await noteMisuse(this.db.manager, token, address, this.clock.now());
    return principal;
  }

  /** Notes that they are in use; a screen's ninety days begin again. */
  private async seen(rows: readonly Row[], now: string): Promise<void> {
    await this.db.query(
      `update access_token set last_seen_at = $2, expires_at = case when device_id is null or replaced_at is not null then expires_at else $2::timestamptz + interval '90 days' end where id = any($1)`,
      [rows.map((row) => row.token_id), now],
    );
  }
}

function principalOf(row: Row): Principal {
  const kind = row.user_id ? 'user' : 'device';
  // Until a one-time password is changed, its owner may do nothing but change it.
  const capabilities = kind === 'user' ? setOf(row.must_change_password ? [] : (row.roles ?? [])) : WALL_CAPABILITIES;
  return {
    kind,
    id: (row.user_id ?? row.device_id)!,
    tokenId: row.token_id,
    teamId: row.team_id,
    capabilities,
    view: viewOf({ kind, capabilities }),
  };
}

/** One set for all who have the same roles: every socket keeps its principal. */
const sets = new Map<string, ReadonlySet<Capability>>();
function setOf(roles: readonly Role[]): ReadonlySet<Capability> {
  const key = [...roles].sort().join();
  const known = sets.get(key) ?? capabilitiesOf(roles);
  sets.set(key, known);
  return known;
}
