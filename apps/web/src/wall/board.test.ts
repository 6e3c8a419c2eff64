// @vitest-environment node
import type { Frame, Packet } from '@tallyboard/contracts/live';
import type { Stage } from '@tallyboard/rules/orders/stages';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeHeartbeat, startAt, take } from '../platform/feed-follower';
import { boardOf, foldFrames } from './board';
import { cardOf, snapshotOf } from './board.factory';

const frame = (seq: number, name: string, body: unknown, cmd: string | null = null): Frame => ({
  seq,
  name,
  at: '2026-11-20T01:00:00.000Z',
  by: 'zhou',
  cmd,
  body,
});
const move = (seq: number, id: string, from: Stage, stage: Stage, version: number, cmd: string | null = null): Frame =>
  frame(seq, 'orders.moved', { id, from, stage, stageSince: '2026-11-20T01:00:00.000Z', rank: 'b', version }, cmd);
const grant = (seq: number, ownerId: string, amount: number, seasonTotal: number, causedBy: string | null, more = {}) =>
  frame(seq, 'points.granted', {
    id: `p${seq}`,
    ruleId: 'ORD-01',
    currency: 'HP',
    amount,
    ownerId,
    orderId: '1',
    season: '2026Q4',
    seasonTotal,
    causedBy,
    ...more,
  });

describe('fold of frames', () => {
  const board = boardOf(snapshotOf([cardOf('1', 'PI_SIGNED'), cardOf('2', 'SHIPPED')]));

  test('a move changes the stage, flies, and celebrates the one who owns the sale', () => {
    const { board: next, happenings } = foldFrames(board, [move(1, '1', 'PI_SIGNED', 'SECURED', 2, 'cmd')]);
    expect(next.cards.get('1')?.stage).toBe('SECURED');
    expect(board.cards.get('1')?.stage).toBe('PI_SIGNED');
    expect(happenings.map((h) => h.kind)).toEqual(['moved', 'secured']);
    expect(happenings[1]).toMatchObject({ orderId: '1', no: 'YD-1', who: 'lin', cmd: 'cmd' });
    expect(next.news[0]).toMatchObject({ kind: 'moved', no: 'YD-1', stage: 'SECURED', by: 'zhou' });
  });
  test('moving on after it, or back to it, is no reason to celebrate', () => {
    const after = foldFrames(board, [move(1, '2', 'SHIPPED', 'ARRIVED', 2), move(2, '2', 'ARRIVED', 'SECURED', 3)]);
    expect(after.happenings.map((h) => h.kind)).toEqual(['moved', 'moved']);
  });
  test('nothing of the points of who opts out stays, and the move they were beside does', () => {
    const { board: before } = foldFrames(board, [
      move(1, '1', 'PI_SIGNED', 'SECURED', 2, 'cmd'),
      grant(2, 'lin', 12, 22, 'cmd'),
      grant(3, 'zhou', 3, 3, 'cmd'),
      grant(4, 'lin', 5, 27, 'other', { ruleId: 'ORD-05' }),
    ]);
    const { board: next } = foldFrames(before, [
      frame(5, 'people.ranking_changed', { userId: 'lin', inRankings: false }),
    ]);
    expect([...next.points]).toEqual([['zhou', 3]]);
    expect(next.news).toMatchObject([{ kind: 'moved', grants: [{ ownerId: 'zhou', amount: 3 }] }]);
  });
  test('points go to the league by the total they carry, and beside the move that earned them', () => {
    const frames = [
      move(1, '1', 'PI_SIGNED', 'SECURED', 2, 'cmd'),
      grant(2, 'lin', 12, 22, 'cmd'),
      grant(3, 'lin', 3, 25, 'cmd'),
      grant(4, 'zhou', 5, 5, null),
      grant(5, 'zhou', 9, 9, null, { currency: 'KC' }),
    ];
    const { board: next, happenings } = foldFrames(board, frames);
    expect([...next.points]).toEqual([
      ['lin', 25],
      ['zhou', 5],
    ]);
    expect(next.news.map((n) => [n.kind, n.grants])).toEqual([
      ['scored', [{ ownerId: 'zhou', amount: 5 }]],
      ['moved', [{ ownerId: 'lin', amount: 15 }]],
    ]);
    expect(happenings.filter((h) => h.kind === 'granted')).toHaveLength(2);
  });
  test('a new season starts an empty league', () => {
    const { board: next } = foldFrames(board, [grant(1, 'zhou', 5, 5, null, { season: '2027Q1' })]);
    expect(next.season).toBe('2027Q1');
    expect([...next.points]).toEqual([['zhou', 5]]);
  });
  test('what is undone is told once and calls the celebration off', () => {
    const moved = foldFrames(board, [move(1, '1', 'PI_SIGNED', 'SECURED', 2)]).board;
    const undone = frame(2, 'orders.undone', { card: cardOf('1', 'PI_SIGNED', { version: 3 }) });
    const { board: next, happenings } = foldFrames(moved, [undone]);
    expect(happenings.map((h) => h.kind)).toEqual(['moved', 'unsecured']);
    expect(next.news.map((n) => n.kind)).toEqual(['undone']);
  });
  test('an older version never takes a card back; facts of unknown kinds do no harm', () => {
    const edited = frame(1, 'orders.edited', { card: cardOf('1', 'INQUIRY', { version: 1 }) });
    const { board: next, happenings } = foldFrames(board, [
      edited,
      frame(2, 'quotes.sent', null),
      frame(3, 'x.y', { a: 1 }),
    ]);
    expect(next.cards.get('1')?.stage).toBe('PI_SIGNED');
    expect(happenings).toEqual([]);
  });
});

test('P5 on the wall: facts hidden from it never look like a gap, and the board is the fold of what it may see', () => {
  const stages: Stage[] = ['INQUIRY', 'QUOTED', 'SECURED', 'PRODUCTION', 'SHIPPED'];
  const fact = fc.record({
    hidden: fc.boolean(),
    to: fc.constantFrom(...stages),
    batch: fc.integer({ min: 1, max: 3 }),
  });
  fc.assert(
    fc.property(fc.array(fact, { minLength: 1, maxLength: 30 }), fc.infiniteStream(fc.nat(20)), (facts, picks) => {
      let version = 1;
      let stage: Stage = 'INQUIRY';
      const log: (Frame | null)[] = facts.map((f, i) => {
        if (f.hidden) return null;
        const next = move(i + 1, '1', stage, f.to, (version += 1));
        stage = f.to;
        return next;
      });
      const packets: Packet[] = [];
      for (let from = 1; from <= log.length;) {
        const to = Math.min(log.length, from + facts[from - 1]!.batch - 1);
        packets.push({ feed: 'org', epoch: 'a', from, to, facts: log.slice(from - 1, to).filter((f) => f !== null) });
        from = to + 1;
      }
      let at = startAt('a', 0);
      let board = boardOf(snapshotOf([cardOf('1', 'INQUIRY')]));
      // In order: every packet, even an empty one, is simply the next.
      const inOrder = packets.every((p) => {
        const step = take(at, p);
        at = step.next;
        return step.want === 'nothing';
      });
      expect(inOrder).toBe(true);
      expect(judgeHeartbeat(at, { epoch: 'a', head: log.length })).toBe('nothing');
      // In any order, with repeats: in the end the same board.
      at = startAt('a', 0);
      const wire = [...packets];
      const deliver = (p: Packet): void => {
        const step = take(at, p);
        at = step.next;
        board = foldFrames(board, step.frames).board;
      };
      for (const pick of picks) {
        if (wire.length === 0) break;
        deliver(wire.splice(pick % wire.length, 1)[0]!);
      }
      packets.forEach(deliver);
      expect(at.last).toBe(log.length);
      expect(board.cards.get('1')?.stage).toBe(stage);
    }),
    { numRuns: 500 },
  );
});

test('an award that is published is celebrated, once it is told', () => {
  const told = {
    awardId: 'a1',
    award: 'collaboration_star',
    periodKind: 'month',
    period: '2026-10',
    winners: ['lin'],
    at: '2026-11-02T02:00:00.000Z',
  };
  const { happenings } = foldFrames(boardOf(snapshotOf([])), [frame(9, 'points.award_published', told)]);
  expect(happenings).toEqual([{ kind: 'awarded', told }]);
});
