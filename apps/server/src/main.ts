import 'reflect-metadata';
import { resolve } from 'node:path';
import { DatabaseStartError } from '@tallyboard/devdb/embedded';
import { BackupError } from './backup/backup-error.js';
import { startBuiltIn } from './backup/built-in.js';
import { DailyBackup } from './backup/daily-backup.js';
import { buildDemo } from './flows/demo/build-demo.js';
import { StartCompany } from './flows/start-company.js';
import { MIGRATIONS } from './migrations/all.js';
import { SystemClock } from './platform/clock/clock.js';
import { ConfigError, readConfig } from './platform/config/config.js';
import { migrate } from './platform/db/migrate.js';
import { lanUrl } from './platform/http/lan-url.js';
import { Logger } from './platform/ops/logger.js';
import { Metrics } from './platform/ops/metrics.js';
import { buildServer } from './server.js';

const cleanups: (() => Promise<void>)[] = [];
let closing = false;
async function shutdown(code: number): Promise<void> {
  if (closing) return;
  closing = true;
  for (const step of cleanups.reverse()) await step().catch((error: unknown) => console.error(error));
  process.exit(code);
}

/** Starts everything in order; whatever was started is stopped in reverse. */
async function main(): Promise<void> {
  const startedAt = performance.now();
  const config = readConfig(process.env, resolve(import.meta.dirname, '../../..'));
  const logger = new Logger(config.logLevel);
  process.on('unhandledRejection', (error) => {
    logger.error({ error }, 'an unhandled rejection');
    void shutdown(1);
  });
  let databaseUrl = config.databaseUrl;
  if (!databaseUrl) {
    const database = await startBuiltIn(config);
    cleanups.push(() => database.stop());
    databaseUrl = database.url;
  }
  await migrate(databaseUrl, MIGRATIONS);
  const { app, listen } = await buildServer(config, new SystemClock(), databaseUrl);
  cleanups.push(() => app.close());
  await app.init();
  const company = app.get(StartCompany);
  if (config.demo && (await company.isEmpty())) {
    console.log('First start: the demo team is being written, through the same commands people use …');
    await buildDemo(app);
  }
  const admin = await company.withFirstAdmin();
  const running = await listen();
  cleanups[cleanups.length - 1] = running.close;
  const { backupDir } = config;
  if (backupDir && !config.databaseUrl) {
    const daily = new DailyBackup({ ...config, backupDir }, databaseUrl, logger, app.get(Metrics).registry);
    daily.start();
    cleanups.push(() => daily.stop());
  }
  greet(running.url, lanUrl(config), admin, Math.round(performance.now() - startedAt));
}

function greet(url: string, lan: string | null, admin: { email: string; password: string } | null, ms: number): void {
  console.log(
    `\n  Tallyboard · 计功板\n\n  Board  ${url}/board\n  Wall   ${url}/wall${lan && lan !== url ? `\n  In the office network  ${lan}/wall` : ''}`,
  );
  if (admin)
    console.log(
      `\n  First sign-in: ${admin.email}   one-time password: ${admin.password}\n  It is shown only now and must be changed at the first sign-in.`,
    );
  console.log('');
  console.log(JSON.stringify({ ready: true, url, ms, node: process.version, pid: process.pid }));
}

function complain(error: unknown): void {
  if ([ConfigError, DatabaseStartError, BackupError].some((kind) => error instanceof kind))
    console.error((error as Error).message);
  else if ((error as { code?: string }).code === 'EADDRINUSE')
    console.error(
      `Port ${(error as { port?: number }).port} is in use by another program. Stop that program, or choose another port: PORT=3001 npm start`,
    );
  else if ((error as { code?: string }).code === 'EACCES')
    console.error('This port may not be opened by an ordinary user; choose one above 1023: PORT=3000 npm start');
  else
    console.error(
      'The server could not start:',
      error instanceof Error ? error.message : error,
      process.env['LOG_LEVEL'] === 'debug' ? error : '',
    );
}

// Before anything is started: a Ctrl-C during the start must stop what has started so far.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void shutdown(0));
if (process.connected) process.once('disconnect', () => void shutdown(0));
main().catch((error: unknown) => {
  complain(error);
  void shutdown(1);
});
