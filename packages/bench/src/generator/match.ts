import { spread, type Spread } from '../statistics.js';
import type { Seen } from './messages.js';

/** One run over all generators: latencies in ms, from when a move was due. */
export type Matched = {
  moves: number;
  failures: number;
  firstFailure: string | null;
  /** To the answer that the mover gets. */
  ack: Spread;
  /** To the arrival of its packet at a board; over all moves and boards. */
  event: Spread;
  /** To the arrival at the last board; over all moves. */
  last: Spread;
  /** Deliveries that never came, and that came twice: of moves × boards. */
  lost: number;
  doubled: number;
};

/**
 * Matches what was sent with what arrived, over all generators. A packet may carry several moves (or things that are no moves); a
 * move has arrived at a board with the first packet that covers its position.
 */
export function match(seen: readonly Seen[], boards: number): Matched {
  const positions = new Map(seen.flatMap((s) => s.positions));
  const acks: number[] = [];
  const due = new Map<number, number>();
  for (const { moves } of seen) {
    moves.tokens.forEach((token, i) => {
      acks.push(moves.acked[i]! - moves.due[i]!);
      const position = positions.get(token);
      if (position !== undefined) due.set(position, moves.due[i]!);
    });
  }
  const events: number[] = [];
  const arrived = new Map<number, { boards: number; last: number }>();
  for (const { packets } of seen) {
    for (let i = 0; i < packets.at.length; i += 1) {
      for (let position = packets.from[i]!; position <= packets.to[i]!; position += 1) {
        const sent = due.get(position);
        if (sent === undefined) continue;
        const ms = packets.at[i]! - sent;
        events.push(ms);
        const before = arrived.get(position);
        if (before) {
          before.boards += 1;
          before.last = Math.max(before.last, ms);
        } else arrived.set(position, { boards: 1, last: ms });
      }
    }
  }
  const counts = [...arrived.values()];
  const expected = acks.length * boards;
  return {
    moves: acks.length,
    failures: seen.reduce((sum, s) => sum + s.failures.count, 0),
    firstFailure: seen.find((s) => s.failures.first)?.failures.first ?? null,
    ack: spread(acks),
    event: spread(events),
    last: spread(counts.map((c) => c.last)),
    lost: expected - counts.reduce((sum, c) => sum + Math.min(c.boards, boards), 0),
    doubled: counts.reduce((sum, c) => sum + Math.max(0, c.boards - boards), 0),
  };
}
