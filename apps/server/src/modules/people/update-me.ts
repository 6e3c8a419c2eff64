import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { sessionsApi } from '@tallyboard/contracts/sessions';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { User } from './user.entity.js';

/** What people decide for themselves: their language, and whether they take part in public rankings. */
@Injectable()
export class UpdateMe {
  constructor(private readonly commands: Commands) {}

  update(
    context: CommandContext,
    { locale, inRankings }: InputOf<typeof sessionsApi.updateMe>,
  ): Promise<Record<string, never>> {
    return this.commands.run(context, async (tx) => {
      const user = await tx.findOneOrFail(User, {
        where: { id: context.actorId },
        lock: { mode: 'pessimistic_write' },
      });
      const after = { locale: locale ?? user.locale, inRankings: inRankings ?? user.inRankings };
      await tx.update(User, { id: user.id }, after);
      const told = newFact(teamFeed(user.teamId), 'people.ranking_changed', {
        userId: user.id,
        inRankings: after.inRankings,
      });
      return { reply: {}, facts: after.inRankings === user.inRankings ? [] : [told] };
    });
  }
}
