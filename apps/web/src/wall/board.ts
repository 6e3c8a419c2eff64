import type { FrameBody, WallBody } from '@tallyboard/contracts/facts';
import type { Frame } from '@tallyboard/contracts/live';
import type { BoardSnapshot, StageSettings, WallCard } from '@tallyboard/contracts/order-cards';
import type { Person } from '@tallyboard/contracts/people';
import type { RuleId } from '@tallyboard/rules/points/rule';
import { hasReached, isBefore, type Stage } from '@tallyboard/rules/orders/stages';

export type Grant = { ownerId: string; amount: number };
/** Adds a grant; one owner's points are one sum. */
export const addGrant = (grants: readonly Grant[], { ownerId, amount }: Grant): Grant[] =>
  grants.some((g) => g.ownerId === ownerId)
    ? grants.map((g) => (g.ownerId === ownerId ? { ownerId, amount: g.amount + amount } : g))
    : [...grants, { ownerId, amount }];
/** One line of the ticker. */
export type News = {
  seq: number;
  at: string;
  by: string;
  cmd: string | null;
  kind: 'moved' | 'created' | 'lost' | 'undone' | 'scored' | 'given';
  no: string;
  stage: Stage | null;
  rule: RuleId | null;
  grants: readonly Grant[];
};
/** The team as a wall knows it: no customer, no price. Immutable; every fold makes a new one. */
export type WallBoard = {
  teamName: string;
  zone: string;
  settings: StageSettings;
  cards: ReadonlyMap<string, WallCard>;
  people: ReadonlyMap<string, Person>;
  season: string;
  points: ReadonlyMap<string, number>;
  /** They have a league of their own. */
  rookies: ReadonlySet<string>;
  /** Newest first. */
  news: readonly News[];
};
/** What just happened and deserves to be seen moving. */
export type Happening =
  | { kind: 'moved'; orderId: string; no: string; country: string; from: Stage; to: Stage; at: string }
  | { kind: 'secured'; orderId: string; no: string; country: string; who: string; cmd: string | null; at: string }
  | { kind: 'unsecured'; orderId: string }
  | { kind: 'granted'; cmd: string; grant: Grant }
  | { kind: 'awarded'; told: FrameBody<'points.award_published'> };

const NEWS = 12;
type Draft = { -readonly [K in keyof WallBoard]: WallBoard[K] } & {
  cards: Map<string, WallCard>;
  people: Map<string, Person>;
  points: Map<string, number>;
};
const draftOf = (b: WallBoard): Draft => ({
  ...b,
  cards: new Map(b.cards),
  people: new Map(b.people),
  points: new Map(b.points),
});

/** The board at the position of a snapshot. */
export function boardOf(s: BoardSnapshot): WallBoard {
  const draft: Draft = {
    teamName: s.team.name,
    zone: s.zone,
    settings: s.settings,
    cards: new Map(s.cards.map((c) => [c.id, c])),
    people: new Map(s.people.map((p) => [p.id, p])),
    season: s.league.season,
    points: new Map(s.league.standings.map((x) => [x.userId, x.points])),
    rookies: new Set(s.league.rookies),
    news: [],
  };
  // The wire carries whole frames; the contract promises only what a ticker needs.
  for (const frame of s.recent) report(draft, { cmd: null, ...frame });
  return draft;
}

/** Applies facts in order; facts a wall may not see are simply not among them. */
export function foldFrames(board: WallBoard, frames: readonly Frame[]): { board: WallBoard; happenings: Happening[] } {
  const draft = draftOf(board);
  const happenings: Happening[] = [];
  for (const frame of frames) {
    happenings.push(...applyOne(draft, frame));
    report(draft, frame);
  }
  return { board: draft, happenings };
}

function applyOne(draft: Draft, frame: Frame): Happening[] {
  switch (frame.name) {
    case 'orders.moved': {
      const m = frame.body as FrameBody<'orders.moved'>;
      const known = draft.cards.get(m.id);
      if (!known) return [];
      return place(draft, frame, known, {
        ...known,
        stage: m.stage,
        stageSince: m.stageSince,
        rank: m.rank,
        version: m.version,
      });
    }
    case 'orders.left':
      draft.cards.delete((frame.body as FrameBody<'orders.left'>).id);
      return [];
    case 'orders.stages_changed':
      draft.settings = frame.body as StageSettings;
      return [];
    case 'people.joined':
    case 'people.changed':
    case 'people.left': {
      const { person } = frame.body as FrameBody<'people.changed'>;
      draft.people.set(person.id, frame.name === 'people.left' ? { ...person, active: false } : person);
      if (frame.name === 'people.left') draft.points.delete(person.id);
      return [];
    }
    case 'points.granted':
    case 'points.reversed':
      return score(draft, frame.name, frame.body as WallBody<'points.granted'>);
    case 'people.ranking_changed': {
      const { userId, inRankings } = frame.body as WallBody<'people.ranking_changed'>;
      if (!inRankings) hide(draft, userId);
      return [];
    }
    case 'points.award_published':
      return [{ kind: 'awarded', told: frame.body as FrameBody<'points.award_published'> }];
    default: {
      const { card } = (frame.body ?? {}) as { card?: WallCard };
      return card ? place(draft, frame, draft.cards.get(card.id), card) : [];
    }
  }
}

/** Puts a card in place; the newer version wins. */
function place(draft: Draft, frame: Frame, before: WallCard | undefined, card: WallCard): Happening[] {
  if (before && before.version >= card.version) return [];
  draft.cards.set(card.id, card);
  const { id: orderId, no, country } = card;
  const happenings: Happening[] = [];
  if (before && before.stage !== card.stage)
    happenings.push({ kind: 'moved', orderId, no, country, from: before.stage, to: card.stage, at: frame.at });
  if (!hasReached(card.stage, 'SECURED') || card.status === 'cancelled')
    happenings.push({ kind: 'unsecured', orderId });
  else if (frame.name === 'orders.moved' && before && isBefore(before.stage, 'SECURED'))
    happenings.push({
      kind: 'secured',
      orderId,
      no,
      country,
      who: card.owners.sales ?? frame.by,
      cmd: frame.cmd,
      at: frame.at,
    });
  return happenings;
}

/** Nothing of the points of who takes no part stays on the screen. */
function hide(draft: Draft, userId: string): void {
  draft.points.delete(userId);
  draft.news = draft.news.flatMap((n) => {
    const grants = n.grants.filter((g) => g.ownerId !== userId);
    return n.kind === 'scored' && grants.length === 0 ? [] : { ...n, grants };
  });
}

/** Keeps the league: the fact carries the owner's new total. A later season starts an empty league. */
function score(draft: Draft, name: string, p: WallBody<'points.granted'>): Happening[] {
  if (p.currency !== 'HP') return [];
  if (p.season > draft.season) {
    draft.season = p.season;
    draft.points = new Map();
  }
  if (p.season === draft.season && draft.people.get(p.ownerId)?.active !== false)
    draft.points.set(p.ownerId, p.seasonTotal);
  const { causedBy: cmd, ownerId, amount } = p;
  return cmd && name === 'points.granted' ? [{ kind: 'granted', cmd, grant: { ownerId, amount } }] : [];
}

const NEWS_KIND: Readonly<Record<string, News['kind']>> = {
  'orders.moved': 'moved',
  'orders.created': 'created',
  'orders.lost': 'lost',
  'orders.undone': 'undone',
  'points.granted': 'scored',
  'points.resource_given': 'given',
};

/** Writes the ticker: points stand beside the move that earned them. */
function report(draft: Draft, frame: Frame): void {
  const kind = NEWS_KIND[frame.name];
  if (!kind) return;
  if (kind === 'scored') return reportPoints(draft, frame);
  const body = frame.body as { id?: string; stage?: Stage; card?: WallCard; userId?: string };
  if (kind === 'given')
    return add(draft, { ...frame, by: body.userId!, kind, no: '', stage: null, rule: null, grants: [] });
  const card = body.card ?? draft.cards.get(body.id ?? '');
  if (!card) return;
  const { seq, at, by, cmd } = frame;
  const stage = body.stage ?? card.stage;
  // What was taken back is told once, not with the points it had earned.
  const undone = kind === 'undone' ? draft.news.find((n) => n.no === card.no && n.kind === 'moved') : undefined;
  draft.news = draft.news.filter((n) => n !== undone);
  add(draft, { seq, at, by, cmd, kind, no: card.no, stage, rule: null, grants: [] });
}
function reportPoints(draft: Draft, frame: Frame): void {
  const p = frame.body as WallBody<'points.granted'>;
  if (p.currency !== 'HP') return;
  const grant = { ownerId: p.ownerId, amount: p.amount };
  const { seq, at } = frame;
  const cmd = p.causedBy;
  const isMine = (n: News): boolean => n.cmd === cmd && (n.kind !== 'scored' || n.rule === p.ruleId);
  const line = cmd === null ? undefined : draft.news.find(isMine);
  if (line) {
    draft.news = draft.news.map((n) => (n === line ? { ...n, grants: addGrant(n.grants, grant) } : n));
    return;
  }
  const no = draft.cards.get(p.orderId ?? '')?.no;
  if (no !== undefined)
    add(draft, { seq, at, by: frame.by, cmd, kind: 'scored', no, stage: null, rule: p.ruleId, grants: [grant] });
}
function add(draft: Draft, news: News): void {
  draft.news = [news, ...draft.news].slice(0, NEWS);
}
