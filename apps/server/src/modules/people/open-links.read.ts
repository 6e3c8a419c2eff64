import { Injectable } from '@nestjs/common';
import type { OpenLink } from '@tallyboard/contracts/links';
import { type Role } from '@tallyboard/rules/people/capabilities';
import { DataSource } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { type Maker, makerOf, refuseInvite, refuseReset, stillMay } from './link-rights.js';
import type { User } from './user.entity.js';

/** The maker of a link as they are now, beside it. */
type MadeBy = { maker: Pick<User, 'id' | 'teamId' | 'roles' | 'active'> };
type InviteRow = Extract<OpenLink, { kind: 'invite' }> & MadeBy;
type ResetRow = Extract<OpenLink, { kind: 'reset' }> & MadeBy & { teamId: string; roles: Role[] };

/** Links that still open something. What somebody could not have made they do not see either. */
@Injectable()
export class OpenLinksRead {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
  ) {}

  async list(by: Principal): Promise<OpenLink[]> {
    const now = this.clock.now();
    // Whoever sees one team only is not given two hundred links of others, and none of their own.
    const mine = [by.capabilities.has('teams.all'), by.teamId];
    const invites = await this.db.query<InviteRow[]>(
      `select 'invite' as kind, i.id, i.for_name as "forName", i.team_id as "teamId", i.roles, ${MADE}
       from invite i join app_user m on m.id = i.created_by where i.used_at is null and i.expires_at > $1 and ($2 or i.team_id = $3)
       order by i.created_at desc, i.id limit 200`,
      [now, ...mine],
    );
    const resets = await this.db.query<ResetRow[]>(
      `select 'reset' as kind, i.id, u.id as "userId", u.name, u.name_en as "nameEn", u.email, u.team_id as "teamId", u.roles, ${MADE}
       from password_reset i join app_user m on m.id = i.created_by join app_user u on u.id = i.user_id and u.active
       where i.used_at is null and i.expires_at > $1 and ($2 or u.team_id = $3) order by i.created_at desc, i.id limit 200`,
      [now, ...mine],
    );
    return [
      ...invites.filter((i) => opens(by, i, (who) => refuseInvite(who, i))),
      ...resets.filter((r) => opens(by, r, (who) => refuseReset(who, { ...r, id: r.userId }))),
    ].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  }
}

const MADE = `m.name as "madeBy", m.name_en as "madeByEn", i.created_at as "createdAt", i.expires_at as "expiresAt",
  json_build_object('id', m.id, 'teamId', m.team_id, 'roles', m.roles, 'active', m.active) as maker`;

/** The reader could have made it, and its maker still could: else it opens nothing. */
const opens = (by: Principal, { maker }: MadeBy, refuse: (who: Maker) => void): boolean =>
  maker.active && stillMay(() => refuse(by)) && stillMay(() => refuse(makerOf(maker)));
