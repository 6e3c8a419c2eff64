import { Injectable } from '@nestjs/common';
import { AUDIT_PAGE, type AuditEntry, type FailedSignIn, type OpenSession } from '@tallyboard/contracts/access';
import type { AuditAction } from '@tallyboard/contracts/audit';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { IDLE_HOURS } from './principals.js';

/** Who is in and who tried, for admins. */
@Injectable()
export class AccessRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async sessions(ownTokenId: string): Promise<OpenSession[]> {
    return this.db.query<OpenSession[]>(
      `select t.id, u.id as "userId", u.name, u.name_en as "nameEn", coalesce(t.address, '') as address, coalesce(t.agent, '') as agent,
              t.created_at as "createdAt", t.last_seen_at as "lastSeenAt", t.expires_at as "expiresAt", t.id = $1 as current
       from access_token t join app_user u on u.id = t.user_id and u.active
       where t.revoked_at is null and t.expires_at > $2 and t.last_seen_at > $2::timestamptz - make_interval(hours => $3)
       order by t.last_seen_at desc, t.id limit 500`,
      [ownTokenId, this.clock.now(), IDLE_HOURS],
    );
  }

  async failures(): Promise<FailedSignIn[]> {
    return this.db.query<FailedSignIn[]>(
      `select coalesce(subject, '') as account, coalesce(address, '') as address, count(*)::int as tries, max(at) as "lastAt" from audit
       where action = 'people.sign_in_failed' and at > clock_timestamp() - interval '24 hours' group by 1, 2 order by 4 desc limit 200`,
    );
  }

  /** Subjects are named where they are people, teams or screens; anything else is shown as it was written. */
  async audit(
    before: string | undefined,
    action: AuditAction | undefined,
  ): Promise<{ entries: AuditEntry[]; more: boolean }> {
    const rows = await this.db.query<(Omit<AuditEntry, 'changed'> & { details: Details })[]>(
      `select a.id, a.at, a.details, a.action, coalesce(w.name, a.actor_id::text) as actor, coalesce(u.name, t.name, d.name, a.subject) as subject, a.address
       from audit a left join app_user w on w.id = a.actor_id
         left join app_user u on u.id::text = a.subject left join team t on t.id::text = a.subject left join device d on d.id::text = a.subject
       where ($1::uuid is null or (a.at, a.id) < (select b.at, b.id from audit b where b.id = $1)) and ($2::text is null or a.action = $2)
       order by a.at desc, a.id desc limit $3`,
      [before ?? null, action ?? null, AUDIT_PAGE + 1],
    );
    const teams = await this.db.query<{ id: string; name: string }[]>('select id, name from team');
    const names = new Map(teams.map((t) => [t.id, t.name]));
    const entries = rows
      .slice(0, AUDIT_PAGE)
      .map(({ details, ...row }) => ({ ...row, changed: changesOf(details, names) }));
    return { entries, more: rows.length > AUDIT_PAGE };
  }
}

type Details = { before?: Record<string, unknown>; after?: Record<string, unknown> };
const SHOWN = ['roles', 'teamId', 'name', 'nameEn'] as const;

/** What a line of the trail says to have become of a person, as far as it is for showing. */
function changesOf({ before = {}, after = {} }: Details, teams: ReadonlyMap<string, string>): AuditEntry['changed'] {
  const text = (value: unknown): string =>
    Array.isArray(value) ? value.join(' ') : typeof value === 'string' ? (teams.get(value) ?? value) : '';
  return SHOWN.filter((field) => field in before && field in after)
    .map((field) => ({ field, from: text(before[field]), to: text(after[field]) }))
    .filter(({ from, to }) => from !== to);
}
