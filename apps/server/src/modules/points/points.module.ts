import { Module } from '@nestjs/common';
import { AdjustPoints } from './adjust-points.js';
import { GiveKudos } from './give-kudos.js';
import { KudosRead } from './kudos.read.js';
import { LedgerCheck } from './ledger-check.js';
import { OnScoredFact } from './on-scored-fact.js';
import { PointsController } from './points.controller.js';
import { PointsRead } from './points.read.js';
import { RecognitionController } from './recognition.controller.js';
import { RulesInForce } from './rules-in-force.js';

@Module({
  controllers: [PointsController, RecognitionController],
  providers: [OnScoredFact, PointsRead, LedgerCheck, KudosRead, GiveKudos, AdjustPoints, RulesInForce],
  exports: [OnScoredFact],
})
export class PointsModule {}
