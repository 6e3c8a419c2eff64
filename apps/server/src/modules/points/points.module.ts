import { Module } from '@nestjs/common';
import { PointsAwardEvidence } from './awards/award-evidence.read.js';
import { AwardsController } from './awards/awards.controller.js';
import { AwardsRead } from './awards/awards.read.js';
import { DecideAward } from './awards/decide-award.js';
import { ShortlistAward } from './awards/shortlist-award.js';
import { CertificateRead } from './certificates/certificate.read.js';
import { AdjustPoints } from './adjust-points.js';
import { BadgesRead } from './badges.read.js';
import { CurrentSeason } from './current-season.js';
import { GiveKudos } from './give-kudos.js';
import { KudosRead } from './kudos.read.js';
import { LabController } from './lab/lab.controller.js';
import { RulesRead } from './lab/rules.read.js';
import { RunLab } from './lab/run-lab.js';
import { ScheduleRules } from './lab/schedule-rules.js';
import { TriedAwards } from './lab/tried-awards.read.js';
import { LeagueRead } from './league.read.js';
import { LedgerCheck } from './ledger-check.js';
import { OnScoredFact } from './on-scored-fact.js';
import { PointsController } from './points.controller.js';
import { PointsRead } from './points.read.js';
import { RecognitionController } from './recognition.controller.js';
import { DecideReward } from './rewards/decide-reward.js';
import { RewardsController } from './rewards/rewards.controller.js';
import { RewardsRead } from './rewards/rewards.read.js';
import { RulesInForce } from './rules-in-force.js';
import { Redeem } from './store/redeem.js';
import { RunStore } from './store/run-store.js';
import { StoreController } from './store/store.controller.js';
import { StoreRead } from './store/store.read.js';
import { WatchStore } from './store/watch-store.js';
import { StreakRead } from './streak.read.js';

@Module({
  controllers: [
    PointsController,
    RecognitionController,
    AwardsController,
    LabController,
    RewardsController,
    StoreController,
  ],
  providers: [
    StoreRead,
    Redeem,
    RunStore,
    WatchStore,
    OnScoredFact,
    PointsRead,
    CurrentSeason,
    LeagueRead,
    StreakRead,
    BadgesRead,
    LedgerCheck,
    KudosRead,
    GiveKudos,
    AdjustPoints,
    RulesInForce,
    RulesRead,
    RunLab,
    ScheduleRules,
    TriedAwards,
    RewardsRead,
    DecideReward,
    AwardsRead,
    DecideAward,
    ShortlistAward,
    CertificateRead,
    PointsAwardEvidence,
  ],
  exports: [
    RunStore,
    Redeem,
    StoreRead,
    DecideReward,
    OnScoredFact,
    GiveKudos,
    DecideAward,
    ShortlistAward,
    PointsAwardEvidence,
  ],
})
export class PointsModule {}
