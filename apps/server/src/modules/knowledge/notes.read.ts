import { Injectable } from '@nestjs/common';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { Learned } from '@tallyboard/contracts/notes';
import { NOTED_TYPES } from '@tallyboard/rules/knowledge/note';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';

const MOST = 100;

/** What somebody learned from, and their notes: nobody else's business until a note is in the pool. */
@Injectable()
export class NotesRead {
  constructor(private readonly db: DataSource) {}

  async mine(tx: EntityManager | null, { id }: Principal): Promise<{ learned: Learned[] }> {
    const learned = await (tx ?? this.db.manager).query<Learned[]>(
      `select r.id as "redemptionId", r.title, r.type, r.decided_at as since, coalesce(p.passed, false) as passed,
         case when i.id is null then null else jsonb_build_object('id', i.id, 'state', i.state) end as item
       from points_redemption_view r left join knowledge_item i on i.redemption_id = r.id left join knowledge_note_passed p on p.redemption_id = r.id
       where r.user_id = $1 and r.type = any($2) and r.state = 'fulfilled' order by r.decided_at desc, r.id limit $3`,
      [id, NOTED_TYPES, MOST],
    );
    return { learned };
  }
}

/** What a note is about. */
export async function learnedFrom(tx: EntityManager, redemptionId: string | null): Promise<ItemDetail['learned']> {
  if (redemptionId === null) return null;
  const [row] = await tx.query<NonNullable<ItemDetail['learned']>[]>(
    'select type, title from points_redemption_view where id = $1',
    [redemptionId],
  );
  return row ?? null;
}
