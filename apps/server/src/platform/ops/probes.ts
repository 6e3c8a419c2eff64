import { timingSafeEqual } from 'node:crypto';
import type { Express, Request, Response } from 'express';
import type { DataSource } from 'typeorm';
import { hashToken } from '../auth/token.js';
import type { Config } from '../config/config.js';
import type { Tail } from '../feeds/tail.js';
import type { LiveServer } from '../realtime/live.server.js';
import type { Metrics } from './metrics.js';

export type Readiness = { draining: boolean };

/** `/livez`: the loop turns. `/readyz`: the database answers and we are not going away. `/metrics`: this machine only, or with the token. */
export function serveProbes(
  app: Express,
  parts: { db: DataSource; tail: Tail; live: LiveServer; metrics: Metrics; config: Config; readiness: Readiness },
): void {
  app.get('/livez', (_req, res) => void res.type('text').send('ok'));
  app.get('/readyz', (_req, res) => {
    void ready(parts.db, parts.readiness).then((problem) =>
      res
        .status(problem ? 503 : 200)
        .json(problem ? { ready: false, problem } : { ready: true, asOf: parts.tail.asOf }),
    );
  });
  app.get('/metrics', (req, res) => {
    // Some figures are the database's own.
    metrics(req, res, parts).catch(() => res.status(503).type('text').send('the database does not answer'));
  });
}

async function ready(db: DataSource, readiness: Readiness): Promise<string | null> {
  if (readiness.draining) return 'draining';
  try {
    await db.query('select 1');
    return null;
  } catch {
    return 'database';
  }
}

/** Takes as long for a near miss as for a wild guess. */
const isSame = (given: string, right: string): boolean => timingSafeEqual(hashToken(given), hashToken(right));

async function metrics(
  req: Request,
  res: Response,
  { metrics, live, config }: { metrics: Metrics; live: LiveServer; config: Config },
): Promise<void> {
  const local =
    req.socket.remoteAddress === '127.0.0.1' ||
    req.socket.remoteAddress === '::1' ||
    req.socket.remoteAddress === '::ffff:127.0.0.1';
  const allowed = config.metricsToken
    ? isSame(req.headers.authorization ?? '', `Bearer ${config.metricsToken}`)
    : local && config.proxyHops === 0;
  if (!allowed) return void res.status(404).end();
  const sockets = live.count();
  const own = `# TYPE sockets gauge\nsockets{kind="user"} ${sockets.user}\nsockets{kind="device"} ${sockets.device}\n`;
  res.type('text/plain; version=0.0.4').send((await metrics.registry.metrics()) + own);
}
