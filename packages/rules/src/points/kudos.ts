import { decided, type Outcome, refused } from '../outcome.js';

export const KUDOS_STATES = ['given', 'held', 'withdrawn', 'released', 'refused'] as const;
/** `held`: waits for a manager, who releases or refuses it. */
export type KudosState = (typeof KUDOS_STATES)[number];

/** What one is thanked for. */
export const KUDOS_FOR = ['help', 'quality', 'speed', 'teaching', 'customer', 'idea'] as const;
export type KudosFor = (typeof KUDOS_FOR)[number];

/** KUD-01 (points.md §5.3): kudos a week, of them to one person, and the hours in which one may take them back. */
export const KUDOS_PER_WEEK = 5;
export const KUDOS_PER_PAIR = 1;
export const KUDOS_WITHDRAW_HOURS = 24;
/** How far the collusion lens looks back. */
export const KUDOS_LENS_DAYS = 30;

export type KudosRefusal =
  | 'points.kudos_to_yourself'
  | 'points.kudos_budget'
  | 'points.kudos_pair'
  | 'points.kudos_not_yours'
  | 'points.kudos_too_late'
  | 'points.kudos_decided'
  | 'points.kudos_not_held'
  | 'points.kudos_concerns_you';
export type KudosEdge = { fromId: string; toId: string };

/** What was given this week counts even if it was taken back: a budget that refills would invite trying. */
export function giveKudos(
  edge: KudosEdge,
  givenThisWeek: readonly KudosEdge[],
  lately: readonly KudosEdge[],
  teamSize: number,
): Outcome<'given' | 'held', KudosRefusal> {
  if (edge.fromId === edge.toId) return refused('points.kudos_to_yourself');
  if (givenThisWeek.length >= KUDOS_PER_WEEK) return refused('points.kudos_budget', { limit: KUDOS_PER_WEEK });
  if (givenThisWeek.filter((k) => k.toId === edge.toId).length >= KUDOS_PER_PAIR) return refused('points.kudos_pair');
  return decided(closedCircle(edge, lately, teamSize) ? 'held' : 'given');
}

/** Whoever gave them takes them back for a day; later they stand. */
export function withdrawKudos(
  kudos: { fromId: string; state: KudosState; at: string },
  by: string,
  now: string,
): Outcome<'withdrawn', KudosRefusal> {
  if (kudos.fromId !== by) return refused('points.kudos_not_yours');
  if (kudos.state === 'withdrawn' || kudos.state === 'refused') return refused('points.kudos_decided');
  if (Date.parse(now) - Date.parse(kudos.at) > KUDOS_WITHDRAW_HOURS * 3_600_000)
    return refused('points.kudos_too_late');
  return decided('withdrawn');
}

/** A manager who is neither giver nor receiver decides on what is held. */
export function decideKudos(
  kudos: KudosEdge & { state: KudosState },
  to: 'released' | 'refused',
  by: string,
): Outcome<'released' | 'refused', KudosRefusal> {
  if (kudos.state !== 'held') return refused('points.kudos_not_held');
  return kudos.fromId === by || kudos.toId === by ? refused('points.kudos_concerns_you') : decided(to);
}

/** How large a circle the lens looks for, how many kudos make one, and the share that stays inside. */
const CIRCLE_MOST = 4;
const CIRCLE_LEAST_KUDOS = 6;
const CIRCLE_SHARE = 0.6;

/**
 * The collusion lens (N14): two to four people of whom everybody thanks, and is thanked by, another of them, six times or more in thirty days,
 * and who give at least 60 % of all their kudos to each other. Never more than half of the team: where all are few, all thank each other.
 * `lately` is what was given before in that time. The smallest circle, or null.
 */
export function closedCircle(edge: KudosEdge, lately: readonly KudosEdge[], teamSize: number): string[] | null {
  const all = [...lately, edge];
  const near = new Map<string, Set<string>>();
  for (const { fromId, toId } of all) {
    near.set(fromId, (near.get(fromId) ?? new Set()).add(toId));
    near.set(toId, (near.get(toId) ?? new Set()).add(fromId));
  }
  const isClosed = (circle: readonly string[]): boolean => {
    const given = all.filter((k) => circle.includes(k.fromId));
    const inside = given.filter((k) => circle.includes(k.toId));
    const belongs = (id: string): boolean => inside.some((k) => k.fromId === id) && inside.some((k) => k.toId === id);
    return inside.length >= CIRCLE_LEAST_KUDOS && inside.length / given.length >= CIRCLE_SHARE && circle.every(belongs);
  };
  let circles = [[edge.fromId, edge.toId].sort()];
  for (let size = 2; size <= Math.min(CIRCLE_MOST, teamSize / 2); size += 1) {
    const closed = circles.find(isClosed);
    if (closed) return closed;
    const wider = circles.flatMap((circle) =>
      [...new Set(circle.flatMap((id) => [...near.get(id)!]))]
        .filter((id) => !circle.includes(id))
        .map((id) => [...circle, id].sort()),
    );
    circles = [...new Map(wider.map((circle) => [circle.join(), circle])).values()];
  }
  return null;
}
