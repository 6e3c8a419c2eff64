import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { decideMove } from '@tallyboard/rules/orders/decide-move';
import { MAX_RANK } from '@tallyboard/rules/orders/rank';
import type { Order } from '@tallyboard/rules/orders/order';
import { DataSource, type EntityManager } from 'typeorm';
import { BatchWriter, type Decision, type Member } from '../../platform/commands/batch-writer.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
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
  limits: WipLimits;
  zone: string;
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
  ) {
    this.writer = new BatchWriter(
      db,
      {
        load: (tx, members) => this.load(tx, members),
        decide: (tx, state, members) => this.decideAll(tx, state, members),
        write: (tx, state) => this.write(tx, state),
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
      this.office.zone(),
    ]);
    return { loaded, latest: new Map(loaded), gaps: new Map(members.map((m, i) => [m, gaps[i]!])), limits, zone };
  }

  private async decideAll(
    tx: EntityManager,
    state: State,
    members: readonly Member<Input>[],
  ): Promise<Decision<Reply>[]> {
    const decisions: Decision<Reply>[] = [];
    for (const member of members) {
      const { principal } = member.context;
      const before = visibleTo(principal, state.latest.get(member.input.id));
      const decision = before ? this.decide(member, before, state) : new AppError('orders.not_found');
      if (!(decision instanceof AppError)) {
        state.latest.set(decision.id, decision);
        decisions.push(this.done(member, before!, decision));
      } else if (decision.code === 'orders.stale') decisions.push(await explainStale(tx, principal, before!));
      else decisions.push(decision);
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

  private decide(member: Member<Input>, before: Order, { gaps, limits, zone }: State): Order | AppError {
    const { context, input } = member;
    const rank = rankIn(gaps.get(member)!);
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
