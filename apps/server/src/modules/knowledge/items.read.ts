import { Injectable } from '@nestjs/common';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ItemDetail, ItemFlag, knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { Person } from '@tallyboard/contracts/people';
import { mayCheck } from '@tallyboard/rules/knowledge/decide-check';
import { hasNews, seesDraft, type Viewer } from '@tallyboard/rules/knowledge/decide-item';
import { readFrom } from '@tallyboard/rules/knowledge/decide-vote';
import { type Flag, type FlagJudge, mayJudge } from '@tallyboard/rules/knowledge/flag';
import type { Item } from '@tallyboard/rules/knowledge/item';
import { offshootsOf, caseItem, shownAnswers } from './item-links.js';
import { DataSource, type EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { colleaguesOf } from './colleagues.js';
import { FlagRow } from './flag.entity.js';
import { headOf } from './item-head.js';
import { ItemRow } from './item.entity.js';
import { learnedFrom } from './notes.read.js';

export const viewerOf = ({ id: userId, teamId, capabilities }: Principal): Viewer => ({ userId, teamId, capabilities });

export const managesItem = (by: Principal, item: Pick<Item, 'teamId'>): boolean =>
  by.capabilities.has('knowledge.manage') && seesTeam(by, item.teamId);
export const judgeOf = (by: Principal, item: Item): FlagJudge => ({
  userId: by.id,
  authors: item.authorId === by.id,
  verifies: item.verifierId === by.id,
  manages: managesItem(by, item),
});

/** Items one by one. What is in the pool everybody may read; a draft is its author's, and in review also theirs who may review it. */
@Injectable()
export class ItemsRead {
  constructor(private readonly db: DataSource) {}

  mayRead(principal: Principal, item: Item): boolean {
    return item.published !== null || seesDraft(item, viewerOf(principal));
  }

  /** Refused where there is nothing that they may read. */
  async readable(principal: Principal, id: string): Promise<void> {
    const item = await this.db.manager.findOneBy(ItemRow, { id });
    if (!item || !this.mayRead(principal, item)) throw new AppError('knowledge.not_found');
  }

  async detail(tx: EntityManager | null, principal: Principal, id: string): Promise<ItemDetail> {
    const from = tx ?? this.db.manager;
    const item = await from.findOneBy(ItemRow, { id });
    const by = viewerOf(principal);
    const seesText = item !== null && seesDraft(item, by);
    if (!item || !(item.published || seesText)) throw new AppError('knowledge.not_found');
    const editions = await from.query<ItemDetail['editions']>(
      'select revision, at, reviewed_by as "reviewedBy" from knowledge_edition where item_id = $1 order by revision desc',
      [id],
    );
    const answerList = await shownAnswers(from, item, principal);
    // Of an item that was withdrawn its editions are for those who see the item still.
    const { returned, verifierId, neglectedAt } = item;
    const isOfMyTeam = seesTeam(principal, item.teamId);
    const flags = await flagsOf(from, item, judgeOf(principal, item), isOfMyTeam);
    const doubts = flags.some((f) => f.state === 'open' && f.raisedBy === principal.id);
    const may = mayDo(item, by, managesItem(principal, item), isOfMyTeam).filter((what) => what !== 'flag' || !doubts);
    const colleagues = may.includes('hand_on') ? await colleaguesOf(from, item) : [];
    const named = [
      ...[item.authorId, item.reviewedBy, returned?.by, verifierId, ...colleagues],
      ...editions.map((e) => e.reviewedBy),
      ...flags.flatMap((f) => [f.raisedBy, f.decidedBy]),
      ...[item.published, seesText ? item.text : null].map((t) => t?.retrospective?.improvementBy),
      ...answerList.map((a) => a.authorId),
    ];
    return {
      ...headOf(item),
      published: item.published,
      draft: seesText ? item.text : null,
      returned: seesText ? returned : null,
      editions,
      caseOrder: item.caseOrder,
      orderId: isOfMyTeam ? item.orderId : null,
      offshoots: await offshootsOf(from, id),
      from: await caseItem(from, item.fromId),
      learned: await learnedFrom(from, item.redemptionId),
      answerList,
      helpful: await helpfulTo(from, id, principal.id),
      verifierId,
      neglectedAt,
      flags,
      colleagues,
      people: await peopleNamed(from, named),
      may,
    };
  }

  async edition(principal: Principal, id: string, revision: number): Promise<ReplyOf<typeof knowledgeApi.edition>> {
    await this.readable(principal, id);
    const [edition] = await this.db.query<ReplyOf<typeof knowledgeApi.edition>[]>(
      'select revision, text, at, reviewed_by as "reviewedBy" from knowledge_edition where item_id = $1 and revision = $2',
      [id, revision],
    );
    if (!edition) throw new AppError('knowledge.not_found');
    return edition;
  }
}

/** What the screen offers; the commands decide for themselves. */
function mayDo(item: Item, by: Viewer, manages: boolean, isOfMyTeam: boolean): ItemDetail['may'] {
  const isAuthor = item.authorId === by.userId;
  const writes = by.capabilities.has('knowledge.write');
  const isInReview = item.state === 'in_review';
  const may = {
    write: writes && isAuthor && !isInReview,
    submit: writes && isAuthor && !isInReview && hasNews(item),
    recall: writes && isAuthor && isInReview,
    review: writes && !isAuthor && isInReview && seesDraft(item, by),
    withdraw: item.published !== null && (isAuthor || manages),
    answer: writes && item.published !== null && item.type === 'question',
    offshoot: writes && item.published !== null && item.type === 'retrospective',
    verify: writes && isOfMyTeam && mayCheck(item, { userId: by.userId, manages }),
    hand_on: writes && isOfMyTeam && item.published !== null && (item.verifierId === by.userId || manages),
    flag: item.published !== null && !isAuthor,
  };
  return (Object.keys(may) as (keyof typeof may)[]).filter((name) => may[name]);
}

/**
 * What waits to be decided or mended is the business of the item's team; of what is settled one sees one's own of this edition, so that one
 * knows what became of it.
 */
async function flagsOf(tx: EntityManager, item: Item, by: FlagJudge, isOfMyTeam: boolean): Promise<ItemFlag[]> {
  const flags = await tx.find(FlagRow, { where: { itemId: item.id }, order: { raisedAt: 'DESC', id: 'DESC' } });
  return flags
    .filter(({ state, raisedBy, revision }) => {
      const isMine = raisedBy === by.userId;
      if (state === 'open' || state === 'upheld') return isMine || isOfMyTeam;
      return isMine && state !== 'withdrawn' && revision === item.revision;
    })
    .map(({ itemId: _, ...flag }) => ({ ...flag, may: mayDecide(flag, by) }));
}

function mayDecide(flag: Pick<Flag, 'state' | 'raisedBy'>, by: FlagJudge): ItemFlag['may'] {
  if (flag.state !== 'open') return [];
  const may = {
    uphold: mayJudge(flag, by, true),
    dismiss: mayJudge(flag, by, false),
    withdraw: flag.raisedBy === by.userId,
  };
  return (Object.keys(may) as (keyof typeof may)[]).filter((name) => may[name]);
}

/** Whom an item helped; and since when somebody has been reading it. */
async function helpfulTo(tx: EntityManager, id: string, userId: string): Promise<ItemDetail['helpful']> {
  const [row] = await tx.query<[{ votes: number; mine: boolean; openedAt: string | null }]>(
    `select count(*) filter (where not v.withdrawn)::int as votes, coalesce(bool_or(v.user_id = $2 and not v.withdrawn), false) as mine,
       (select opened_at from knowledge_reading where item_id = $1 and user_id = $2) as "openedAt" from knowledge_vote v where v.item_id = $1`,
    [id, userId],
  );
  const { votes, mine, openedAt } = row;
  return { votes, mine, from: openedAt && new Date(readFrom(openedAt)).toISOString() };
}

/** Whoever is named, wherever they are now. */
export function peopleNamed(tx: EntityManager, ids: readonly (string | null | undefined)[]): Promise<Person[]> {
  return tx.query<Person[]>(
    'select id, name, name_en as "nameEn", hue, roles, active from people_person_view where id = any($1::uuid[]) order by id',
    [[...new Set(ids.filter((id) => id))]],
  );
}
