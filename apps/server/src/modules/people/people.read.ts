import { Injectable } from '@nestjs/common';
import type { Member, Person, Team as TeamView } from '@tallyboard/contracts/people';
import type { Device as DeviceView } from '@tallyboard/contracts/screens';
import type { Me } from '@tallyboard/contracts/sessions';
import { capabilitiesOf } from '@tallyboard/rules/people/capabilities';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { Organization, Team } from './team.entity.js';
import { User } from './user.entity.js';

export const toPerson = (u: User): Person => ({
  id: u.id,
  name: u.name,
  nameEn: u.nameEn,
  hue: u.hue,
  roles: u.roles,
  active: u.active,
});

/** What people may know of people. */
@Injectable()
export class PeopleRead {
  constructor(private readonly db: DataSource) {}

  async organization(): Promise<Organization | null> {
    return this.db.manager.findOneBy(Organization, { one: true });
  }

  async teams(tx: EntityManager = this.db.manager): Promise<TeamView[]> {
    return (await tx.find(Team, { order: { createdAt: 'ASC', id: 'ASC' } })).map(({ id, name }) => ({ id, name }));
  }

  /** What the company and a team are called. */
  async placeOf(teamId: string): Promise<{ organization: string; team: string }> {
    const [organization, team] = [await this.organization(), await this.db.manager.findOneBy(Team, { id: teamId })];
    return { organization: organization?.name ?? '', team: team?.name ?? '' };
  }

  async me(userId: string): Promise<Me> {
    const user = await this.db.manager.findOneBy(User, { id: userId });
    const organization = await this.organization();
    if (!user || !organization) throw new AppError('people.not_signed_in');
    const capabilities = [...capabilitiesOf(user.roles)];
    const teams = await this.teams();
    const team = teams.find((t) => t.id === user.teamId)!;
    return {
      person: {
        ...toPerson(user),
        email: user.email,
        locale: user.locale,
        mustChangePassword: user.mustChangePassword,
        inRankings: user.inRankings,
      },
      capabilities,
      team,
      teams: capabilities.includes('teams.all') ? teams : [team],
      organization: { name: organization.name, zone: organization.zone, demo: organization.demo },
    };
  }

  /** The caller's team, or everybody for who may see all teams. E-mail addresses only for those who manage people. */
  async members(principal: Principal): Promise<{ people: Member[]; teams: TeamView[] }> {
    const all = principal.capabilities.has('teams.all');
    const manages = principal.capabilities.has('people.manage');
    const rows = await this.db.query<(Omit<Member, 'lastSeenAt'> & { lastSeenAt: string | null })[]>(
      `select u.id, u.name, u.name_en as "nameEn", u.hue, u.roles, u.active, u.email, u.team_id as "teamId", u.version, max(t.last_seen_at) as "lastSeenAt"
       from app_user u left join access_token t on t.user_id = u.id where $1 or u.team_id = $2 group by u.id order by u.active desc, u.created_at, u.id`,
      [all, principal.teamId],
    );
    const teams = (await this.teams()).filter((t) => all || t.id === principal.teamId);
    return {
      people: rows.map((r) => ({
        ...r,
        email: manages || r.id === principal.id ? r.email : '',
        lastSeenAt: manages ? r.lastSeenAt : null,
      })),
      teams,
    };
  }

  async devices(principal: Principal): Promise<DeviceView[]> {
    return this.db.query<DeviceView[]>(
      `select d.id, d.name, d.team_id as "teamId", tm.name as "teamName", d.created_at as "createdAt", max(t.last_seen_at) as "lastSeenAt", u.name as "approvedBy"
       from device d join team tm on tm.id = d.team_id join app_user u on u.id = d.approved_by left join access_token t on t.device_id = d.id
       where d.revoked_at is null and ($1 or d.team_id = $2) group by d.id, tm.name, u.name order by d.created_at`,
      [principal.capabilities.has('teams.all'), principal.teamId],
    );
  }
}
