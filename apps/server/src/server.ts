import { randomUUID } from 'node:crypto';
import type { Server as HttpServer } from 'node:http';
import { API } from '@tallyboard/contracts/api';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import express from 'express';
import helmet from 'helmet';
import { DataSource } from 'typeorm';
import { AppModule } from './app.module.js';
import { ENTITIES } from './entities.js';
import { FollowDeliveries } from './modules/customers/follow-deliveries.js';
import { OnScoredFact } from './modules/points/on-scored-fact.js';
import type { Clock } from './platform/clock/clock.js';
import type { Config } from './platform/config/config.js';
import { appDataSource } from './platform/db/data-source.js';
import { Reactions } from './platform/feeds/reactions.js';
import { Tail } from './platform/feeds/tail.js';
import type { ServedRequest } from './platform/http/request.js';
import { docsPage } from './platform/http/docs-page.js';
import { isSecure } from './platform/http/origin.js';
import { serveWeb } from './platform/http/static.js';
import { Logger } from './platform/ops/logger.js';
import { Metrics } from './platform/ops/metrics.js';
import { type Readiness, serveProbes } from './platform/ops/probes.js';
import { LiveServer } from './platform/realtime/live.server.js';

export type RunningServer = { app: NestExpressApplication; url: string; close: () => Promise<void> };

/** Builds the server on a migrated database, without listening yet. */
export async function buildServer(
  config: Config,
  clock: Clock,
  databaseUrl: string,
  logger: Logger = new Logger(config.logLevel),
): Promise<{ app: NestExpressApplication; listen: () => Promise<RunningServer> }> {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.with({ config, clock, logger, database: appDataSource(databaseUrl, ENTITIES).options }),
    { logger: ['error', 'fatal'], abortOnError: false, bodyParser: false },
  );
  const readiness: Readiness = { draining: false };
  const http = app.getHttpServer();
  // Whoever sends a request drop by drop holds a connection no longer than this.
  http.headersTimeout = 10_000;
  http.requestTimeout = 60_000;
  dress(app, config, readiness);
  app.setGlobalPrefix('api/v1');
  return {
    app,
    listen: async () => {
      app.get(LiveServer).attach(http);
      await app.listen(config.port, config.host);
      await app.get(Reactions).start([app.get(OnScoredFact), app.get(FollowDeliveries)]);
      const address = http.address() as { port: number };
      const host = config.host === '0.0.0.0' || config.host === '::' ? '127.0.0.1' : config.host;
      return {
        app,
        url: config.publicUrl ?? `http://${host}:${address.port}`,
        close: () => close(app, http, readiness),
      };
    },
  };
}

/** Everything in front of the endpoints: request ids, headers, body limits, probes, the web app. */
function dress(app: NestExpressApplication, config: Config, readiness: Readiness): void {
  const web = app.getHttpAdapter().getInstance();
  const metrics = app.get(Metrics);
  const secure = isSecure(config);
  web.disable('x-powered-by');
  // A board has a tag of its own; of every other answer nobody keeps a copy to compare.
  web.disable('etag');
  web.set('trust proxy', config.proxyHops);
  web.set('query parser', 'simple');
  const logger = app.get(Logger);
  web.use((req: ServedRequest, res, next) => {
    const requestId = randomUUID();
    res.setHeader('x-request-id', requestId);
    const done = metrics.requests.startTimer({ method: req.method });
    res.on('finish', () => {
      const route = (req.route as { path?: string } | undefined)?.path ?? 'other';
      const seconds = done({ route, status: String(res.statusCode) });
      logger.info(
        {
          requestId,
          method: req.method,
          route,
          status: res.statusCode,
          ms: Math.round(seconds * 1000),
          actorId: req.context?.principal?.id,
          commandId: req.context?.command?.commandId,
        },
        'request',
      );
    });
    if (req.path.startsWith('/api/')) res.setHeader('Cache-Control', 'no-store');
    next();
  });
  web.use(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          scriptSrc: ["'self'"],
          styleSrc: ["'self'", "'unsafe-inline'"],
          imgSrc: ["'self'", 'data:'],
          fontSrc: ["'self'", 'data:'],
          connectSrc: ["'self'"],
          objectSrc: ["'none'"],
          baseUri: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
        },
      },
      strictTransportSecurity: secure,
      referrerPolicy: { policy: 'same-origin' },
      crossOriginOpenerPolicy: secure,
      originAgentCluster: secure,
    }),
  );
  serveProbes(web, {
    db: app.get(DataSource),
    tail: app.get(Tail),
    live: app.get(LiveServer),
    metrics,
    config,
    readiness,
  });
  const verify = (req: ServedRequest, _res: unknown, bytes: Buffer): void => void (req.rawBody = bytes);
  web.use('/api/v1/order-imports', express.json({ limit: '9mb', verify }));
  web.use('/api', express.json({ limit: '256kb', verify }));
  web.get('/api/docs', (_req, res) => void res.type('html').send(docsPage(API)));
  serveWeb(web);
}

/** Not ready any more; sockets told to come back, running requests finished, then the pool. At most eight seconds. */
async function close(app: NestExpressApplication, http: HttpServer, readiness: Readiness): Promise<void> {
  readiness.draining = true;
  setTimeout(() => http.closeAllConnections(), 8_000).unref();
  // A connection that is kept for the next request falls idle when its last answer is out, not before.
  const idle = setInterval(() => http.closeIdleConnections(), 50);
  await app.close().finally(() => clearInterval(idle));
}
