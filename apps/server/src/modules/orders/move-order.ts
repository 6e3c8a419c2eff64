import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { decideMove } from '@tallyboard/rules/orders/decide-move';
import { MAX_RANK } from '@tallyboard/rules/orders/rank';
import type { Order } from '@tallyboard/rules/orders/order';
import { DataSource, type EntityManager } from 'typeorm';
import { BatchWriter, type Decision } from '../../platform/commands/batch-writer.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { newFact, teamFeed } from '../../platform/feeds/fact.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
import { cardFor } from './order-cards.js';
import { lockOrders, writeMoves } from './order-table.js';
import { OfficeZone } from './office-zone.js';
import { findGaps, isRankClash, rankIn } from './ranks.js';
import { Respace } from './respace.js';
import { explainStale, visibleTo } from './visible.js';
import { WipLimits } from './wip-limits.js';

type Input = InputOf<typeof ordersApi.move>;
type Reply = ReplyOf<typeof ordersApi.move>;
type Member = { context: CommandContext; input: Input };

/** Moves an order. All moves that wait are loaded, decided in order and written together: one statement, one commit. */
@Injectable()
export class MoveOrder {
  private readonly writer: BatchWriter<Input, Reply>;

  constructor(
    db: DataSource,
    tail: Tail,
    private readonly office: OfficeZone,
    private readonly respace: Respace,
  ) {
    this.writer = new BatchWriter(
      db,
      (tx, members) => this.process(tx, members),
      (facts) => tail.published(facts),
      isRankClash,
    );
  }

  run(context: CommandContext, input: Input): Promise<Reply> {
    return this.writer.run(context, input);
  }

  private async process(tx: EntityManager, members: readonly Member[]): Promise<Decision<Reply>[]> {
    const loaded = await lockOrders(
      tx,
      members.map((m) => m.input.id),
    );
    const gaps = await findGaps(
      tx,
      members.map(({ input }) => ({
        teamId: loaded.get(input.id)?.teamId ?? null!,
        orderId: input.id,
        afterId: input.afterId,
      })),
    );
    const limits = await WipLimits.load(
      tx,
      members.map(({ input }) => ({ order: loaded.get(input.id), toStage: input.toStage })),
    );
    const zone = await this.office.zone();

    const latest = new Map(loaded);
    const decisions: Decision<Reply>[] = [];
    for (const [i, member] of members.entries()) {
      const before = visibleTo(member.context.principal, latest.get(member.input.id));
      const decision = before
        ? this.decide(member, before, rankIn(gaps[i]!), zone, limits)
        : new AppError('orders.not_found');
      if (decision instanceof AppError)
        decisions.push(
          decision.code === 'orders.stale' && before
            ? await explainStale(tx, member.context.principal, before)
            : decision,
        );
      else {
        latest.set(decision.id, decision);
        decisions.push(this.done(member, before!, decision));
      }
    }
    const moved = [...loaded.values()]
      .map((order) => ({ loaded: order, after: latest.get(order.id)! }))
      .filter((m) => m.after !== m.loaded);
    await writeMoves(tx, moved);
    for (const { after } of moved) if (after.rank.length > MAX_RANK) this.respace.soon(after.teamId);
    return decisions;
  }

  private decide(
    { context, input }: Member,
    before: Order,
    rank: string,
    zone: string,
    limits: WipLimits,
  ): Order | AppError {
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

  private done({ context, input }: Member, before: Order, order: Order): Decision<Reply> {
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
