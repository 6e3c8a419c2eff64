import { Controller } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import { ordersApi as api } from '@tallyboard/contracts/orders';
import { commandIn, commandOf, principalOf, type RequestContext } from '../../platform/http/request.js';
import { Serve } from '../../platform/http/serve.js';
import { BoardRead } from './board.read.js';
import { ChangeOrder } from './change-order.js';
import { CreateOrder } from './create-order.js';
import { FxRates } from './fx-rates.js';
import { MoveOrder } from './move-order.js';
import { OpenOrdersRead } from './open-orders.read.js';
import { OrderRead } from './order.read.js';
import { StageSettingsCommand } from './stage-settings.js';
import { UndoOrder } from './undo-order.js';

type In<K extends keyof typeof api> = InputOf<(typeof api)[K]>;

@Controller()
export class OrdersController {
  constructor(
    private readonly moves: MoveOrder,
    private readonly creates: CreateOrder,
    private readonly changes: ChangeOrder,
    private readonly undos: UndoOrder,
    private readonly boards: BoardRead,
    private readonly orders: OrderRead,
    private readonly open: OpenOrdersRead,
    private readonly stages: StageSettingsCommand,
    private readonly fx: FxRates,
  ) {}

  @Serve(api.board) board(c: RequestContext, { teamId }: In<'board'>) {
    return this.boards.get(c, teamId);
  }
  @Serve(api.get) get(c: RequestContext, { id }: In<'get'>) {
    return this.orders.detail(principalOf(c), id);
  }
  @Serve(api.timeline) timeline(c: RequestContext, { id }: In<'timeline'>) {
    return this.orders.timeline(principalOf(c), id);
  }
  @Serve(api.openOf) openOf(c: RequestContext, { id }: In<'openOf'>) {
    return this.open.countOf(principalOf(c), id);
  }
  @Serve(api.create) async create(c: RequestContext, input: In<'create'>) {
    return this.creates.run(commandIn(c, input.teamId), input);
  }
  @Serve(api.edit) edit(c: RequestContext, input: In<'edit'>) {
    return this.changes.edit(commandOf(c), input);
  }
  @Serve(api.move) move(c: RequestContext, input: In<'move'>) {
    return this.moves.run(commandOf(c), input);
  }
  @Serve(api.hold) hold(c: RequestContext, { reason, ...t }: In<'hold'>) {
    return this.changes.status(commandOf(c), t, { kind: 'hold', reason });
  }
  @Serve(api.resume) resume(c: RequestContext, t: In<'resume'>) {
    return this.changes.status(commandOf(c), t, { kind: 'resume' });
  }
  @Serve(api.cancel) cancel(c: RequestContext, { reason, ...t }: In<'cancel'>) {
    return this.changes.status(commandOf(c), t, { kind: 'cancel', reason });
  }
  @Serve(api.lose) lose(c: RequestContext, { reason, note, ...t }: In<'lose'>) {
    return this.changes.status(commandOf(c), t, { kind: 'lose', reason }, note);
  }
  @Serve(api.reopen) reopen(c: RequestContext, t: In<'reopen'>) {
    return this.changes.status(commandOf(c), t, { kind: 'reopen' });
  }
  @Serve(api.undo) undo(c: RequestContext, input: In<'undo'>) {
    return this.undos.run(commandOf(c), input);
  }
  @Serve(api.settings) settings(c: RequestContext, input: In<'settings'>) {
    return this.stages.save(commandOf(c), input);
  }
  @Serve(api.rates) rates(_: RequestContext, __: In<'rates'>) {
    return this.fx.list();
  }
  @Serve(api.setRate) setRate(c: RequestContext, rate: In<'setRate'>) {
    return this.fx.set(commandOf(c), rate);
  }
}
