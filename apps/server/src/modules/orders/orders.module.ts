import { Module } from '@nestjs/common';
import { BoardMemory } from './board-memory.js';
import { BoardRead } from './board.read.js';
import { ChangeOrder } from './change-order.js';
import { CreateOrder } from './create-order.js';
import { FxRates } from './fx-rates.js';
import { MoveOrder } from './move-order.js';
import { OfficeZone } from './office-zone.js';
import { OpenOrdersRead } from './open-orders.read.js';
import { OrderRead } from './order.read.js';
import { OrdersController } from './orders.controller.js';
import { RenameCustomer } from './rename-customer.js';
import { Respace } from './respace.js';
import { StageSettingsCommand } from './stage-settings.js';
import { UndoOrder } from './undo-order.js';

@Module({
  controllers: [OrdersController],
  providers: [
    BoardMemory,
    BoardRead,
    ChangeOrder,
    CreateOrder,
    FxRates,
    MoveOrder,
    OfficeZone,
    OpenOrdersRead,
    OrderRead,
    RenameCustomer,
    Respace,
    StageSettingsCommand,
    UndoOrder,
  ],
  exports: [ChangeOrder, CreateOrder, FxRates, MoveOrder, OfficeZone, RenameCustomer, StageSettingsCommand],
})
export class OrdersModule {}
