import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { Learned, notesApi } from '@tallyboard/contracts/notes';
import { TRANSLATORS } from '@tallyboard/locale/translators';
import { newItem } from '@tallyboard/rules/knowledge/decide-item';
import { decideNote, noteText } from '@tallyboard/rules/knowledge/note';
import type { RedemptionState, ResourceType } from '@tallyboard/rules/points/store/redemption';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { AppError } from '../../platform/http/app-error.js';
import { ItemRow } from './item.entity.js';
import { ItemsRead } from './items.read.js';
import { actorOf } from './locked-item.js';
import { NotesRead } from './notes.read.js';

type In<K extends keyof typeof notesApi> = InputOf<(typeof notesApi)[K]>;
type Redeemed = { userId: string; type: ResourceType; state: RedemptionState; title: string };

/** What somebody learned for their credits comes back to the pool, if they want to write about it. */
@Injectable()
export class WriteNote {
  constructor(
    private readonly commands: Commands,
    private readonly items: ItemsRead,
    private readonly read: NotesRead,
  ) {}

  /** One of each redemption; who has one goes on with it, also after a refund. */
  begin(context: CommandContext, { id: redemptionId, language }: In<'begin'>): Promise<ItemDetail> {
    return this.commands.run(context, async (tx) => {
      const redeemed = await lockedRedeemed(tx, redemptionId);
      const mine = await tx.findOneBy(ItemRow, { redemptionId, authorId: context.actorId });
      if (mine) return { reply: await this.items.detail(tx, context.principal, mine.id), facts: [] };
      const outcome = decideNote(redeemed, context.actorId);
      if (!outcome.ok) throw new AppError(outcome.code);
      const t = TRANSLATORS[language];
      const asked = { learned: t('note.learned'), change: t('note.change'), whom: t('note.whom') };
      const text = noteText(redeemed!.title, language, asked);
      // What is done otherwise next time is something to be ticked off.
      const item = newItem(uuid(), context.principal.teamId, 'checklist', text, await actorOf(tx, context));
      await tx.insert(ItemRow, { ...item, redemptionId, writtenAt: context.now });
      return { reply: await this.items.detail(tx, context.principal, item.id), facts: [] };
    });
  }

  pass(context: CommandContext, { id, passed }: In<'pass'>): Promise<{ learned: Learned[] }> {
    return this.commands.run(context, async (tx) => {
      const outcome = decideNote(await lockedRedeemed(tx, id), context.actorId);
      if (!outcome.ok) throw new AppError(outcome.code);
      await tx.query(
        `insert into knowledge_note_passed (redemption_id, user_id, passed, at) values ($1, $2, $3, $4)
         on conflict (redemption_id) do update set passed = excluded.passed, at = excluded.at where knowledge_note_passed.passed <> excluded.passed`,
        [id, context.actorId, passed, context.now],
      );
      return { reply: await this.read.mine(tx, context.principal), facts: [] };
    });
  }
}

/** Held, so that of two clicks the second finds the draft, and a refund meanwhile waits or is seen. */
async function lockedRedeemed(tx: EntityManager, id: string): Promise<Redeemed | null> {
  const [redeemed] = await tx.query<Redeemed[]>(
    'select user_id as "userId", type, state, title from points_redemption_view where id = $1 for update',
    [id],
  );
  return redeemed ?? null;
}
