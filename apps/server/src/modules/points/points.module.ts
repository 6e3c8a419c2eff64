import { Module } from '@nestjs/common';
import { LedgerCheck } from './ledger-check.js';
import { OnScoredFact } from './on-scored-fact.js';
import { PointsController } from './points.controller.js';
import { PointsRead } from './points.read.js';

@Module({
  controllers: [PointsController],
  providers: [OnScoredFact, PointsRead, LedgerCheck],
  exports: [OnScoredFact],
})
export class PointsModule {}
