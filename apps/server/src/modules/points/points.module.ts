import { Module } from '@nestjs/common';
import { LedgerCheck } from './ledger-check.js';
import { OnOrderChanged } from './on-order-changed.js';
import { PointsController } from './points.controller.js';
import { PointsRead } from './points.read.js';

@Module({
  controllers: [PointsController],
  providers: [OnOrderChanged, PointsRead, LedgerCheck],
  exports: [OnOrderChanged],
})
export class PointsModule {}
