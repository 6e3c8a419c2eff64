import { Module } from '@nestjs/common';
import { AnswerSurvey } from './answer-survey.js';
import { CsatRead } from './csat.read.js';
import { CustomersController } from './customers.controller.js';
import { CustomersRead } from './customers.read.js';
import { FollowDeliveries } from './follow-deliveries.js';
import { HandOverSurvey } from './hand-over-survey.js';
import { PrepareSurvey } from './prepare-survey.js';
import { SaveCustomer } from './save-customer.js';
import { SurveysController } from './surveys.controller.js';
import { SurveysRead } from './surveys.read.js';
import { WatchSurveys } from './watch-surveys.js';

@Module({
  controllers: [CustomersController, SurveysController],
  providers: [
    AnswerSurvey,
    CsatRead,
    CustomersRead,
    FollowDeliveries,
    HandOverSurvey,
    PrepareSurvey,
    SaveCustomer,
    SurveysRead,
    WatchSurveys,
  ],
  exports: [AnswerSurvey, CustomersRead, FollowDeliveries, HandOverSurvey, PrepareSurvey, SaveCustomer, WatchSurveys],
})
export class CustomersModule {}
