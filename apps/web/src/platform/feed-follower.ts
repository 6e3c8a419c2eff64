import type { Frame, Packet } from '@tallyboard/contracts/live';

/** Where one follower of a feed stands. Immutable; every change is a new one. */
export type Follower = {
  epoch: string;
  /** Everything up to and including this is applied. */
  last: number;
  /** Packets that came too early, by `from`. */
  waiting: readonly Packet[];
};
/** What a step asks of its caller: hand these frames on, and perhaps fetch what is missing. */
export type Step = { next: Follower; frames: readonly Frame[]; want: 'nothing' | 'catch_up' | 'reload' };

/** More early packets than this are not worth keeping: take the snapshot again. */
export const MAX_WAITING = 500;

/** A follower that stands at a snapshot. Packets that waited for the old one are of no use. */
export const startAt = (epoch: string, seq: number): Follower => ({ epoch, last: seq, waiting: [] });

const nothing = (next: Follower): Step => ({ next, frames: [], want: 'nothing' });

/** Applies a packet that begins at or before the next position; the part already known is left out. */
function advance(at: Follower, packet: Packet): { next: Follower; frames: Frame[] } {
  const frames = packet.facts.filter((f) => f.seq > at.last);
  return { next: { ...at, last: packet.to }, frames };
}

/**
 * Takes one packet: known ones are dropped, the next one is applied together with those that waited for it, later ones wait.
 * A packet of another epoch means the database was restored: only a new snapshot helps.
 */
export function take(at: Follower, packet: Packet): Step {
  if (packet.epoch !== at.epoch) return { next: at, frames: [], want: 'reload' };
  if (packet.to <= at.last) return nothing(at);
  if (packet.from > at.last + 1) {
    if (at.waiting.length >= MAX_WAITING) return { next: { ...at, waiting: [] }, frames: [], want: 'reload' };
    const waiting = [...at.waiting, packet].sort((a, b) => a.from - b.from || a.to - b.to);
    return { next: { ...at, waiting }, frames: [], want: 'catch_up' };
  }
  let { next, frames } = advance(at, packet);
  const rest: Packet[] = [];
  for (const early of at.waiting) {
    if (early.to <= next.last) continue;
    if (early.from > next.last + 1) rest.push(early);
    else {
      const step = advance(next, early);
      next = step.next;
      frames = [...frames, ...step.frames];
    }
  }
  return { next: { ...next, waiting: rest }, frames, want: rest.length > 0 ? 'catch_up' : 'nothing' };
}

/** Does a heartbeat show that we have missed something, or that the feed is another one now? */
export function judgeHeartbeat(at: Follower, beat: { epoch: string; head: number }): Step['want'] {
  if (beat.epoch !== at.epoch) return 'reload';
  return beat.head > at.last ? 'catch_up' : 'nothing';
}
