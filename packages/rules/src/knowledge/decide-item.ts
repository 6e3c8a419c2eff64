import { decided, type Outcome, type Refusal, refused } from '../outcome.js';
import type { Capability } from '../people/capabilities.js';
import { type Item, type ItemText, type ItemType, sameText, saysSomething, verifyUntil } from './item.js';
import { missingIn } from './retrospective.js';

/** Who does something to an item, when, and on which day of the office. */
export type ItemActor = { userId: string; capabilities: ReadonlySet<Capability>; now: string; today: string };
export type ItemRefusal =
  | 'knowledge.stale'
  | 'knowledge.not_yours'
  | 'knowledge.in_review'
  | 'knowledge.not_in_review'
  | 'knowledge.nothing_new'
  | 'knowledge.own_item'
  | 'knowledge.not_published'
  | 'knowledge.empty'
  | 'knowledge.needs_order'
  | 'knowledge.order_goes_on'
  /** `missing`: the fields that the template asks for. */
  | 'knowledge.incomplete';
type Decision = Outcome<Item, ItemRefusal>;

const next = (before: Item, changes: Partial<Item>): Decision =>
  decided({ ...before, ...changes, version: before.version + 1 });
const isAuthor = (item: Item, by: ItemActor): boolean => item.authorId === by.userId;
const manages = ({ capabilities }: ItemActor): boolean => capabilities.has('knowledge.manage');

export function newItem(id: string, teamId: string, type: ItemType, text: ItemText, by: ItemActor): Item {
  return {
    id,
    teamId,
    type,
    authorId: by.userId,
    state: 'draft',
    text,
    published: null,
    revision: 0,
    returned: null,
    submittedAt: null,
    publishedAt: null,
    reviewedBy: null,
    verifierId: null,
    neglectedAt: null,
    verifyBy: null,
    sharedAt: null,
    orderId: null,
    caseOrder: null,
    fromId: null,
    redemptionId: null,
    answers: 0,
    solved: false,
    version: 1,
  };
}

/** May this person know that there is such an item, with what is being written in it? Whoever sent it back follows what becomes of it. */
export function seesDraft(item: Pick<Item, 'authorId' | 'state' | 'teamId' | 'returned'>, by: Viewer): boolean {
  if (item.authorId === by.userId || item.returned?.by === by.userId) return true;
  if (item.teamId !== by.teamId && !by.capabilities.has('teams.all')) return false;
  return item.state === 'in_review'
    ? by.capabilities.has('knowledge.write')
    : item.state === 'withdrawn' && by.capabilities.has('knowledge.manage');
}
export type Viewer = { userId: string; teamId: string; capabilities: ReadonlySet<Capability> };

/** The author writes; what is in review stays as it is until somebody has looked at it. */
export function decideWrite(before: Item, text: ItemText, by: ItemActor, version: number): Decision {
  if (before.version !== version) return refused('knowledge.stale');
  if (!isAuthor(before, by)) return refused('knowledge.not_yours');
  if (before.state === 'in_review') return refused('knowledge.in_review');
  return next(before, { text });
}

export function decideSubmit(before: Item, by: ItemActor, version: number): Decision {
  if (before.version !== version) return refused('knowledge.stale');
  if (!isAuthor(before, by)) return refused('knowledge.not_yours');
  if (before.state === 'in_review') return refused('knowledge.in_review');
  const why = unready(before);
  if (why) return why;
  if (!hasNews(before)) return refused('knowledge.nothing_new');
  // Nobody waits with a question: it is in the pool at once.
  if (before.type === 'question') return next(before, { ...letIn(before, by), reviewedBy: null, returned: null });
  return next(before, { state: 'in_review', submittedAt: by.now, returned: null });
}

/** What is missing before anybody else reads it. A case is told of an order that is over, with all that its template asks for. */
function unready({ type, text, caseOrder, orderId }: Item): Refusal<ItemRefusal> | null {
  if (type !== 'retrospective') return text.title === '' || !saysSomething(text) ? refused('knowledge.empty') : null;
  if (orderId === null) return refused('knowledge.needs_order');
  if (caseOrder === null) return refused('knowledge.order_goes_on');
  const missing = missingIn(text.retrospective, caseOrder.outcome);
  if (missing.length > 0) return refused('knowledge.incomplete', { missing });
  return text.title === '' ? refused('knowledge.empty') : null;
}

/** The author takes it back before anybody has decided. */
export function decideRecall(before: Item, by: ItemActor, version: number): Decision {
  if (before.version !== version) return refused('knowledge.stale');
  if (!isAuthor(before, by)) return refused('knowledge.not_yours');
  if (before.state !== 'in_review') return refused('knowledge.not_in_review');
  return next(before, { state: settledState(before), submittedAt: null });
}

/** Somebody else looks at it. */
function mayReview(before: Item, by: ItemActor, version: number): ItemRefusal | null {
  if (before.version !== version) return 'knowledge.stale';
  if (before.state !== 'in_review') return 'knowledge.not_in_review';
  return isAuthor(before, by) ? 'knowledge.own_item' : null;
}

export function decidePublish(before: Item, by: ItemActor, version: number): Decision {
  const why = mayReview(before, by, version);
  if (why) return refused(why);
  if (before.type === 'retrospective' && before.caseOrder === null) return refused('knowledge.order_goes_on');
  return next(before, {
    ...letIn(before, by),
    reviewedBy: by.userId,
    verifierId: before.verifierId ?? by.userId,
  });
}

/** What is being written becomes the edition that the pool shows. */
const letIn = (before: Item, by: ItemActor): Partial<Item> => ({
  state: 'published',
  published: before.text,
  revision: before.revision + 1,
  publishedAt: by.now,
  sharedAt: before.sharedAt ?? by.now,
  submittedAt: null,
  neglectedAt: null,
  verifyBy: verifyUntil(before.type, by.today),
});

export function decideReturn(before: Item, note: string, by: ItemActor, version: number): Decision {
  const why = mayReview(before, by, version);
  if (why) return refused(why);
  const returned = { note, by: by.userId, at: by.now };
  return next(before, { state: settledState(before), submittedAt: null, returned });
}

/** Out of the pool, by its author or a manager. What is being written stays, and so do its editions. */
export function decideWithdraw(before: Item, by: ItemActor, version: number): Decision {
  if (before.version !== version) return refused('knowledge.stale');
  if (!isAuthor(before, by) && !manages(by)) return refused('knowledge.not_yours');
  if (before.published === null || before.state === 'withdrawn') return refused('knowledge.not_published');
  return next(before, {
    ...{ state: 'withdrawn', published: null, submittedAt: null, sharedAt: null },
    ...{ solved: false, neglectedAt: null },
  });
}

/** Where an item falls back to that is not in review any more: as it was before. */
const settledState = (item: Item): Item['state'] =>
  item.published ? 'published' : item.revision > 0 ? 'withdrawn' : 'draft';
/** Is there anything to review that the pool does not have? */
export const hasNews = (item: Pick<Item, 'text' | 'published'>): boolean =>
  item.published === null || !sameText(item.text, item.published);
