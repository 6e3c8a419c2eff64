import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { decideMove } from '@tallyboard/rules/orders/decide-move';
import { MAX_RANK } from '@tallyboard/rules/orders/rank';
import type { Order } from '@tallyboard/rules/orders/order';
import { DataSource, type EntityManager } from 'typeorm';
import { BatchWriter, type Decision, type Member } from '../../platform/commands/batch-writer.js';
import type { CommandContext, Done } from '../../platform/commands/command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
import { BoardMemory, type Standing } from './board-memory.js';
import { cardFor } from './order-cards.js';
import { lockOrders, writeMoves } from './order-table.js';
import { OfficeZone } from './office-zone.js';
import { findGaps, type Gap, isRankClash, rankIn } from './ranks.js';
import { Respace } from './respace.js';
import { explainStale, visibleTo } from './visible.js';
import { WipLimits } from './wip-limits.js';

type Input = InputOf<typeof ordersApi.move>;
type Reply = ReplyOf<typeof ordersApi.move>;
/** What a batch of moves works on. */
type State = {
  loaded: ReadonlyMap<string, Order>;
  /** As the moves decided so far have left them. */
  latest: Map<string, Order>;
  gaps: ReadonlyMap<Member<Input>, Gap>;
  /** Ranks that moves of this batch have taken. */
  taken: Set<string>;
  limits: WipLimits;
  zone: string;
  /** The remembered boards this is from; none when it was loaded. */
  standings: readonly Standing[];
};

/** Moves an order. All moves that wait are loaded, decided in order and written together: one statement, one commit. */
@Injectable()
export class MoveOrder {
  private readonly writer: BatchWriter<Input, Reply, State>;

  constructor(
    db: DataSource,
    tail: Tail,
    private readonly office: OfficeZone,
    private readonly respace: Respace,
    private readonly boards: BoardMemory,
  ) {
    this.writer = new BatchWriter(
      db,
      {
        load: (tx, members) => this.load(tx, members),
        decide: (tx, state, members) => this.decideAll(tx, state, members),
        write: (tx, state) => this.write(tx, state),
        memory: {
          recall: (members) => this.recall(members),
          prove: (tx, { standings }, facts) => boards.prove(tx, standings, facts),
          held: ({ standings }, facts) => boards.held(standings, facts),
          doubt: ({ standings }, error) => boards.doubt(standings, error),
          wrote: (facts) => boards.wrote(facts),
        },
      },
      (facts) => tail.published(facts),
      isRankClash,
    );
  }

  run(context: CommandContext, input: Input): Promise<Reply> {
    return this.writer.run(context, input);
  }

  private async load(tx: EntityManager, members: readonly Member<Input>[]): Promise<State> {
    const [loaded, gaps, limits, zone] = await Promise.all([
      lockOrders(
        tx,
        members.map((m) => m.input.id),
      ),
      findGaps(
        tx,
        members.map(({ input }) => ({ orderId: input.id, afterId: input.afterId })),
      ),
      WipLimits.ofMoves(
        tx,
        members.map((m) => m.input),
      ),
      this.office.zone(tx),
    ]);
    return {
      loaded,
      latest: new Map(loaded),
      gaps: new Map(members.map((m, i) => [m, gaps[i]!])),
      taken: new Set(),
      limits,
      zone,
      standings: [],
    };
  }

  /** Moves of open cards behind open cards, into columns without a hard limit, that nothing speaks against. */
  private async recall(members: readonly Member<Input>[]): Promise<{ state: State; decisions: Done<Reply>[] } | null> {
    const loaded = new Map<string, Order>();
    const gaps = new Map<Member<Input>, Gap>();
    const standings = new Map<string, Standing>();
    for (const member of members) {
      const { id, afterId, toStage } = member.input;
      const standing = this.boards.holding(id);
      const gap = standing?.board.gap(id, afterId);
      if (!standing || !gap || standing.board.isLimited(toStage)) return null;
      loaded.set(id, standing.board.order(id)!);
      gaps.set(member, gap);
      standings.set(standing.feed, standing);
    }
    const zone = await this.office.zone();
    const limits = WipLimits.none;
    const state: State = {
      loaded,
      latest: new Map(loaded),
      gaps,
      taken: new Set(),
      limits,
      zone,
      standings: [...standings.values()],
    };
    const decisions: Done<Reply>[] = [];
    for (const member of members) {
      const decision = this.decideOne(member, state);
      if (decision instanceof AppError) return null;
      decisions.push(decision);
    }
    return { state, decisions };
  }

  private async decideAll(
    tx: EntityManager,
    state: State,
    members: readonly Member<Input>[],
  ): Promise<Decision<Reply>[]> {
    const decisions: Decision<Reply>[] = [];
    for (const member of members) {
      const decision = this.decideOne(member, state);
      const isStale = decision instanceof AppError && decision.code === 'orders.stale';
      decisions.push(
        isStale ? await explainStale(tx, member.context.principal, state.latest.get(member.input.id)!) : decision,
      );
    }
    return decisions;
  }

  private async write(tx: EntityManager, { loaded, latest }: State): Promise<void> {
    const moved = [...loaded.values()]
      .map((order) => ({ loaded: order, after: latest.get(order.id)! }))
      .filter((m) => m.after !== m.loaded);
    for (const { after } of moved) if (after.rank.length > MAX_RANK) this.respace.soon(after.teamId);
    await writeMoves(tx, moved);
  }

  /** Decides on what the moves before it have left, and leaves it for those behind. */
  private decideOne(member: Member<Input>, state: State): Decision<Reply> {
    const before = visibleTo(member.context.principal, state.latest.get(member.input.id));
    if (!before) return new AppError('orders.not_found');
    const after = this.decide(member, before, state);
    if (after instanceof AppError) return after;
    state.latest.set(after.id, after);
    return this.done(member, before, after);
  }

  private decide(member: Member<Input>, before: Order, { gaps, taken, limits, zone }: State): Order | AppError {
    const { context, input } = member;
    let rank = rankIn(gaps.get(member)!);
    // Two of one batch dropped into one gap; ranks of others there are met at the write.
    while (taken.has(rank)) rank = rankIn(gaps.get(member)!);
    taken.add(rank);
    const { capabilities } = context.principal;
    const outcome = decideMove(
      before,
      { toStage: input.toStage, expectedVersion: input.expectedVersion, rank, reason: input.reason },
      { now: context.now, zone, capabilities },
    );
    if (!outcome.ok) return new AppError(outcome.code, outcome.details);
    const full = limits.refuses(before, outcome.value);
    return full ? new AppError('orders.wip_limit', full) : outcome.value;
  }

  private done({ context, input }: Member<Input>, before: Order, order: Order): Decision<Reply> {
    return {
      reply: { card: cardFor(context.principal.view, order), commandId: context.commandId! },
      facts: [
        newFact(teamFeed(order.teamId), 'orders.moved', {
          order,
          before,
          reason: input.reason ?? null,
          note: input.note ?? null,
          undoes: null,
        }),
      ],
    };
  }
}
