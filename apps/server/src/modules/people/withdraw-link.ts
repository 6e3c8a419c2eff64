import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { Invite, PasswordReset } from './access.entity.js';
import { refuseInvite, refuseReset, stillMay } from './link-rights.js';
import { User } from './user.entity.js';

/** Takes back a link that was handed to the wrong person, or is not needed any more: from now on it opens nothing. */
@Injectable()
export class WithdrawLink {
  constructor(
    private readonly commands: Commands,
    private readonly clock: Clock,
  ) {}

  invite(command: CommandContext, id: string): Promise<Record<string, never>> {
    return this.commands.run(command, async (tx) => {
      const invite = await openInvite(tx, command, id, this.clock.now());
      await tx.delete(Invite, { id });
      const { teamId, roles, forName } = invite;
      await audit(tx, command, {
        action: 'people.invite_withdrawn',
        subject: forName || null,
        details: { teamId, roles },
      });
      return { reply: {}, facts: [] };
    });
  }

  reset(command: CommandContext, id: string): Promise<Record<string, never>> {
    return this.commands.run(command, async (tx) => {
      const reset = await tx.findOne(PasswordReset, { where: { id }, lock: { mode: 'pessimistic_write' } });
      const user = reset && (await tx.findOneBy(User, { id: reset.userId, active: true }));
      const open = reset && !reset.usedAt && reset.expiresAt > this.clock.now();
      if (!open || !stillMay(() => refuseReset(command.principal, user))) throw new AppError('people.link_not_open');
      await tx.delete(PasswordReset, { id });
      await audit(tx, command, {
        action: 'people.reset_link_withdrawn',
        subject: reset.userId,
      });
      return { reply: {}, facts: [] };
    });
  }
}

/** An invitation that can still be used and that the caller could have made, locked; of others they learn nothing. */
export async function openInvite(tx: EntityManager, command: CommandContext, id: string, now: string): Promise<Invite> {
  const invite = await tx.findOne(Invite, { where: { id }, lock: { mode: 'pessimistic_write' } });
  const open = invite && !invite.usedAt && invite.expiresAt > now;
  if (!open || !stillMay(() => refuseInvite(command.principal, invite))) throw new AppError('people.link_not_open');
  return invite;
}
