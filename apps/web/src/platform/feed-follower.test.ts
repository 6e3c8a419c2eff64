import type { Frame, Packet } from '@tallyboard/contracts/live';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judgeHeartbeat, MAX_WAITING, startAt, take, type Follower } from './feed-follower';

const frame = (epoch: string, seq: number): Frame => ({
  seq,
  name: 'orders.edited',
  at: '2026-01-01T00:00:00.000Z',
  by: '0',
  cmd: null,
  body: `${epoch}:${seq}`,
});
/** Every third fact is hidden from this view; its packet advances all the same. */
const packet = (epoch: string, from: number, to: number): Packet => ({
  feed: 'org',
  epoch,
  from,
  to,
  facts: Array.from({ length: to - from + 1 }, (_, i) => from + i)
    .filter((s) => s % 3 !== 0)
    .map((s) => frame(epoch, s)),
});
const visible = (epoch: string, to: number): string[] =>
  Array.from({ length: to }, (_, i) => i + 1)
    .filter((s) => s % 3 !== 0)
    .map((s) => `${epoch}:${s}`);

/** The caller of the follower, as `live.ts` is: applies frames, fetches a snapshot or what is missing when asked. */
class Screen {
  at: Follower;
  seen: string[];
  want: 'nothing' | 'catch_up' | 'reload' = 'nothing';
  constructor(epoch: string, seq: number) {
    this.at = startAt(epoch, seq);
    this.seen = visible(epoch, seq);
  }
  take(p: Packet): void {
    if (this.want === 'reload') return;
    const step = take(this.at, p);
    this.at = step.next;
    this.seen.push(...step.frames.map((f) => f.body as string));
    this.want = step.want;
  }
  snapshot(epoch: string, seq: number): void {
    this.at = startAt(epoch, seq);
    this.seen = visible(epoch, seq);
    this.want = 'nothing';
  }
}

const action = fc.oneof(
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('commit' as const), size: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('deliver' as const), at: fc.nat(30) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('duplicate' as const), at: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('drop' as const), at: fc.nat(30) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rebatch' as const), back: fc.integer({ min: 1, max: 6 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('catch_up' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('snapshot' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('restore' as const) }) },
);

test('P5: whatever the network does, a screen shows the fold of a prefix, and in the end of everything', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      let epoch = 'a';
      let head = 0;
      const wire: Packet[] = [];
      const screen = new Screen(epoch, 0);
      const truth = (): void => {
        const shown = screen.seen;
        expect(shown).toEqual(visible(screen.at.epoch, screen.at.last));
      };
      for (const a of actions) {
        const index = 'at' in a && wire.length > 0 ? a.at % wire.length : -1;
        if (a.kind === 'commit') {
          wire.push(packet(epoch, head + 1, head + a.size));
          head += a.size;
        } else if (a.kind === 'deliver' && index >= 0) screen.take(wire.splice(index, 1)[0]!);
        else if (a.kind === 'duplicate' && index >= 0) screen.take(wire[index]!);
        else if (a.kind === 'drop' && index >= 0) wire.splice(index, 1);
        else if (a.kind === 'rebatch' && head > 0) wire.push(packet(epoch, Math.max(1, head - a.back), head));
        else if (a.kind === 'catch_up' && screen.at.epoch === epoch && screen.at.last < head)
          screen.take(packet(epoch, screen.at.last + 1, head));
        else if (a.kind === 'snapshot') screen.snapshot(epoch, head);
        else if (a.kind === 'restore') {
          // The database came back at an earlier position; late packets of the old life are still on the wire.
          epoch += '+';
          head = Math.floor(head / 2);
        }
        truth();
      }
      // A heartbeat tells what is missing, and asking for it ends the doubt.
      const want = screen.want === 'reload' ? 'reload' : judgeHeartbeat(screen.at, { epoch, head });
      if (want === 'reload') screen.snapshot(epoch, head);
      else if (want === 'catch_up') screen.take(packet(epoch, screen.at.last + 1, head));
      truth();
      expect(screen.at).toEqual({ epoch, last: head, waiting: [] });
    }),
    { numRuns: 20_000 },
  );
});

test('too many early packets ask for the snapshot instead of filling the memory', () => {
  let at = startAt('a', 0);
  for (let i = 0; i < MAX_WAITING; i += 1) at = take(at, packet('a', i * 2 + 3, i * 2 + 3)).next;
  const step = take(at, packet('a', 9999, 9999));
  expect(step.want).toBe('reload');
  expect(step.next.waiting).toEqual([]);
});
