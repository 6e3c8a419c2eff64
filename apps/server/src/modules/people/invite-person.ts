import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { linksApi } from '@tallyboard/contracts/links';
import type { Me, sessionsApi } from '@tallyboard/contracts/sessions';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { SYSTEM_ACTOR } from '../../platform/auth/principal.js';
import { hashPassword } from '../../platform/auth/password.js';
import { hashToken } from '../../platform/auth/token.js';
import { Clock } from '../../platform/clock/clock.js';
import { isUniqueViolation } from '../../platform/db/retry.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { record } from '../../platform/feeds/record.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
import { commandOf, type RequestContext } from '../../platform/http/request.js';
import { audit } from '../../platform/ops/audit.js';
import { Invite } from './access.entity.js';
import { makerNow, refuseInvite, stillMay } from './link-rights.js';
import { OneTimeLink } from './one-time-link.js';
import { PeopleRead, toPerson } from './people.read.js';
import { SignIn } from './sign-in.js';
import { Team } from './team.entity.js';
import { User } from './user.entity.js';
import { openInvite } from './withdraw-link.js';

const VALID_MS = 7 * 86_400_000;
/** Avatar colours, spread around the circle in the order in which people come. */
export const hueFor = (n: number): number => (n * 137 + 168) % 360;

/** Joining by a link that works once. */
@Injectable()
export class InvitePerson {
  constructor(
    private readonly db: DataSource,
    private readonly links: OneTimeLink,
    private readonly clock: Clock,
    private readonly tail: Tail,
    private readonly signIn: SignIn,
    private readonly read: PeopleRead,
  ) {}

  async invite(
    context: RequestContext,
    { teamId, roles, forName = '' }: InputOf<typeof sessionsApi.invite>,
  ): Promise<ReplyOf<typeof sessionsApi.invite>> {
    const command = commandOf(context);
    const { token, expiresAt } = await this.links.make(command, VALID_MS, async (tx, link) => {
      refuseInvite(command.principal, { teamId, roles });
      if (!(await tx.existsBy(Team, { id: teamId }))) throw new AppError('people.team_not_found');
      await tx.insert(Invite, {
        id: uuid(),
        teamId,
        roles,
        forName,
        createdBy: command.actorId,
        createdAt: command.now,
        ...link,
      });
      await audit(tx, command, {
        action: 'people.invited',
        subject: forName || null,
        details: { teamId, roles },
      });
    });
    return { url: `${context.origin}/join/${token}`, expiresAt };
  }

  /** A new link for an open invitation, when the first was lost or went astray: the older one ends, whoever makes the new one answers for it. */
  async renew(
    context: RequestContext,
    { id }: InputOf<typeof linksApi.renewInvite>,
  ): Promise<ReplyOf<typeof linksApi.renewInvite>> {
    const command = commandOf(context);
    const { token, expiresAt } = await this.links.make(command, VALID_MS, async (tx, link) => {
      const { teamId, roles, forName } = await openInvite(tx, command, id, this.clock.now());
      await tx.update(Invite, { id }, { ...link, createdBy: command.actorId, createdAt: command.now });
      await audit(tx, command, {
        action: 'people.invite_renewed',
        subject: forName || null,
        details: { teamId, roles },
      });
    });
    return { url: `${context.origin}/join/${token}`, expiresAt };
  }

  async see(token: string): Promise<ReplyOf<typeof sessionsApi.seeInvite>> {
    const invite = await this.find(this.db.manager, token);
    const [organization, teams] = [await this.read.organization(), await this.read.teams()];
    return {
      organization: organization?.name ?? '',
      team: teams.find((t) => t.id === invite.teamId)?.name ?? '',
      roles: invite.roles,
    };
  }

  async accept(
    context: RequestContext,
    { token, password, ...person }: InputOf<typeof sessionsApi.acceptInvite>,
  ): Promise<Me> {
    const { teamId } = await this.find(this.db.manager, token);
    await this.signIn.refuseWeak(password, { ...person, teamId });
    const passwordHash = await hashPassword(password);
    const { id, facts } = await this.db
      .transaction(async (tx) => {
        const invite = await this.find(tx, token);
        const user = await addUser(tx, {
          ...person,
          passwordHash,
          teamId: invite.teamId,
          roles: invite.roles,
          createdAt: this.clock.now(),
        });
        await tx.update(Invite, { id: invite.id }, { usedAt: this.clock.now() });
        await audit(tx, { actorId: user.id, address: context.address }, { action: 'people.joined', subject: user.id });
        const joined = newFact(teamFeed(user.teamId), 'people.joined', { person: toPerson(user) });
        return {
          id: user.id,
          facts: await record(tx, [
            { ...joined, actorId: SYSTEM_ACTOR, commandId: null, occurredAt: this.clock.now() },
          ]),
        };
      })
      .catch((error: unknown) => {
        throw isUniqueViolation(error, 'app_user_email') ? new AppError('people.email_taken') : error;
      });
    this.tail.published(facts);
    return this.signIn.enter(context, id);
  }

  private async find(tx: EntityManager, token: string): Promise<Invite> {
    const invite = await tx.findOne(Invite, {
      where: { tokenHash: hashToken(token) },
      ...(tx.queryRunner?.isTransactionActive && { lock: { mode: 'pessimistic_write' as const } }),
    });
    const maker =
      invite && !invite.usedAt && invite.expiresAt > this.clock.now() ? await makerNow(tx, invite.createdBy) : null;
    // Rights change: an invitation of somebody who has left, or may not invite any more, opens nothing.
    if (!invite || !maker || !stillMay(() => refuseInvite(maker, invite)))
      throw new AppError('people.invite_not_valid');
    return invite;
  }
}

/** Adds a person; the avatar colour follows from how many there are. */
export async function addUser(
  tx: EntityManager,
  fields: Pick<User, 'email' | 'name' | 'nameEn' | 'locale' | 'passwordHash' | 'teamId' | 'roles' | 'createdAt'> &
    Partial<User>,
): Promise<User> {
  const hue = hueFor(await tx.count(User));
  const user: User = {
    id: uuid(),
    hue,
    active: true,
    mustChangePassword: false,
    inRankings: true,
    version: 1,
    ...fields,
  };
  await tx.insert(User, user);
  return user;
}
