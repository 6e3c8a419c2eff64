import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import type { DataSourceOptions } from 'typeorm';
import { Clock } from './clock/clock.js';
import { PruneLog } from './commands/prune-log.js';
import { Commands } from './commands/run-command.js';
import { DatabasePulse } from './db/pulse.js';
import type { Config } from './config/config.js';
import { CONFIG } from './config/config.token.js';
import { FeedLog } from './feeds/feed-log.js';
import { ParkedSubjects } from './feeds/parked-subjects.js';
import { Reactions } from './feeds/reactions.js';
import { Sequencer } from './feeds/sequencer.js';
import { Tail } from './feeds/tail.js';
import { EndpointGuard } from './http/endpoint.guard.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Mailer } from './mail/mailer.js';
import { MailWorker } from './mail/mail-worker.js';
import { DatabaseMetrics } from './ops/database-metrics.js';
import { Logger } from './ops/logger.js';
import { Metrics } from './ops/metrics.js';
import { Door } from './realtime/door.js';
import { LiveServer } from './realtime/live.server.js';
import { PresenceBoard } from './realtime/presence.js';

const SHARED = [
  DatabasePulse,
  Commands,
  FeedLog,
  Sequencer,
  Tail,
  Reactions,
  ParkedSubjects,
  Metrics,
  DatabaseMetrics,
  Door,
  LiveServer,
  PresenceBoard,
  PruneLog,
  Mailer,
  MailWorker,
];

/** What every module may use; it knows no domain. */
@Global()
@Module({})
export class PlatformModule {
  static with(parts: { config: Config; clock: Clock; logger: Logger; database: DataSourceOptions }): DynamicModule {
    const given = [
      { provide: CONFIG, useValue: parts.config },
      { provide: Clock, useValue: parts.clock },
      { provide: Logger, useValue: parts.logger },
    ];
    return {
      module: PlatformModule,
      imports: [TypeOrmModule.forRoot({ ...parts.database, retryAttempts: 0 })],
      providers: [
        ...given,
        ...SHARED,
        { provide: APP_GUARD, useClass: EndpointGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
      exports: [...given, ...SHARED],
    };
  }
}
