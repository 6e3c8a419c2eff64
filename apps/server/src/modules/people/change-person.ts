import { Injectable } from '@nestjs/common';
import type { AuditAction } from '@tallyboard/contracts/audit';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { Member, peopleApi } from '@tallyboard/contracts/people';
import { type EntityManager, IsNull } from 'typeorm';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { toPerson } from './people.read.js';
import { PasswordReset } from './access.entity.js';
import { KnownDevices } from './known-devices.js';
import { Sessions } from './sessions.js';
import { Team } from './team.entity.js';
import { User } from './user.entity.js';

const toMember = (u: User): Member => ({
  ...toPerson(u),
  email: u.email,
  teamId: u.teamId,
  version: u.version,
  lastSeenAt: null,
});
type Target = { id: string; expectedVersion: number };

/** What a manager does to people: name and roles, transfer, take access away and give it back. */
@Injectable()
export class ChangePerson {
  constructor(
    private readonly commands: Commands,
    private readonly sessions: Sessions,
    private readonly devices: KnownDevices,
  ) {}

  change(
    context: CommandContext,
    { id, expectedVersion, ...fields }: InputOf<typeof peopleApi.change>,
  ): Promise<Member> {
    return this.update(context, { id, expectedVersion }, 'people.changed', async (tx, user) => {
      if (fields.roles && !fields.roles.includes('admin')) await refuseLastAdmin(tx, user);
      if (
        fields.roles?.includes('admin') &&
        !user.roles.includes('admin') &&
        !context.principal.capabilities.has('teams.all')
      )
        throw new AppError('people.forbidden', { needs: 'teams.all' });
      return {
        fields,
        facts: (after) => [newFact(teamFeed(after.teamId), 'people.changed', { person: toPerson(after) })],
      };
    });
  }

  disable(context: CommandContext, target: Target): Promise<Member> {
    if (target.id === context.actorId) throw new AppError('people.not_yourself');
    return this.update(context, target, 'people.disabled', async (tx, user) => {
      await refuseLastAdmin(tx, user);
      await this.sessions.revoke(tx, { userId: user.id });
      await this.devices.forget(tx, user.id);
      await tx.delete(PasswordReset, { userId: user.id, usedAt: IsNull() });
      return {
        fields: { active: false },
        facts: (after) => [newFact(teamFeed(after.teamId), 'people.left', { person: toPerson(after) })],
      };
    });
  }

  enable(context: CommandContext, target: Target): Promise<Member> {
    return this.update(context, target, 'people.enabled', () =>
      Promise.resolve({
        fields: { active: true },
        facts: (after) => [newFact(teamFeed(after.teamId), 'people.joined', { person: toPerson(after) })],
      }),
    );
  }

  transfer(context: CommandContext, { teamId, ...target }: InputOf<typeof peopleApi.transfer>): Promise<Member> {
    return this.update(context, target, 'people.transferred', async (tx, user) => {
      if (!(await tx.existsBy(Team, { id: teamId }))) throw new AppError('people.team_not_found');
      const left = newFact(teamFeed(user.teamId), 'people.left', { person: toPerson(user) });
      return {
        fields: { teamId },
        facts: (after) =>
          after.teamId === user.teamId
            ? []
            : [left, newFact(teamFeed(teamId), 'people.joined', { person: toPerson(after) })],
      };
    });
  }

  private async update(
    context: CommandContext,
    target: Target,
    action: AuditAction,
    decide: (tx: EntityManager, user: User) => Promise<{ fields: Partial<User>; facts: (after: User) => NewFact[] }>,
  ): Promise<Member> {
    const member = await this.commands.run(context, async (tx): Promise<Done<Member>> => {
      // Two managers at once: the last admin must not slip away between them.
      await tx.query(`select pg_advisory_xact_lock(hashtext('people.roles'))`);
      const user = await this.find(tx, context, target);
      const { fields, facts } = await decide(tx, user);
      const after: User = { ...user, ...fields, version: user.version + 1 };
      await tx.update(User, { id: user.id, version: user.version }, { ...fields, version: after.version });
      const keys = Object.keys(fields) as (keyof User)[];
      const before = Object.fromEntries(keys.map((key) => [key, user[key]]));
      await audit(tx, context, { action, subject: user.id, details: { before, after: fields } });
      return { reply: toMember(after), facts: facts(after) };
    });
    this.sessions.changed();
    return member;
  }

  /** A person of the caller's own team, or anybody for who may see all teams; others do not exist for them. */
  private async find(tx: EntityManager, context: CommandContext, { id, expectedVersion }: Target): Promise<User> {
    const { principal } = context;
    const user = await tx.findOne(User, {
      where: { id, ...(!principal.capabilities.has('teams.all') && { teamId: principal.teamId }) },
      lock: { mode: 'pessimistic_write' },
    });
    if (!user) throw new AppError('people.not_found');
    if (user.roles.includes('admin') && !principal.capabilities.has('teams.all'))
      throw new AppError('people.forbidden', { needs: 'teams.all' });
    if (user.version !== expectedVersion) throw new AppError('people.stale', { current: toMember(user) });
    return user;
  }
}

async function refuseLastAdmin(tx: EntityManager, user: User): Promise<void> {
  if (!user.roles.includes('admin')) return;
  const [{ others }] = await tx.query<[{ others: number }]>(
    `select count(*)::int as others from app_user where active and 'admin' = any(roles) and id <> $1`,
    [user.id],
  );
  if (others === 0) throw new AppError('people.last_admin');
}
