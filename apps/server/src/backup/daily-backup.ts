import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { Gauge, type Registry } from 'prom-client';
import type { Config } from '../platform/config/config.js';
import type { Logger } from '../platform/ops/logger.js';
import { keptBackups } from './manifest.js';
import { rowsOf, withOwner } from './owner-client.js';

const EVERY_MS = 24 * 3_600_000;
const LOOK_MS = 600_000;

/**
 * With `BACKUP_DIR` the built-in database is backed up once a day in a process of its own, so that the log that is
 * kept has something to start from; and the figures tell an alert when the last good backup is old or the log is stuck.
 */
export class DailyBackup {
  private readonly lastGood: Gauge;
  private readonly stuck: Gauge;
  private timer: NodeJS.Timeout | null = null;
  private running: { stop: () => void; ended: Promise<void> } | null = null;

  constructor(
    private readonly config: Pick<Config, 'dataDir'> & { backupDir: string },
    private readonly databaseUrl: string,
    private readonly logger: Pick<Logger, 'error'>,
    registry: Registry,
    private readonly program = join(import.meta.dirname, 'main.js'),
  ) {
    const registers = [registry];
    this.lastGood = new Gauge({
      name: 'backup_last_good_timestamp_seconds',
      help: 'When the newest good backup was taken; 0 = none.',
      registers,
    });
    this.stuck = new Gauge({
      name: 'wal_archive_stuck',
      help: '1 while Postgres cannot keep its log in BACKUP_DIR.',
      registers,
    });
  }

  start(): void {
    const look = (): void =>
      void this.look().catch((error: unknown) => this.logger.error({ error }, 'backups could not be looked after'));
    look();
    this.timer = setInterval(look, LOOK_MS);
  }

  async stop(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    this.running?.stop();
    await this.running?.ended;
  }

  /** Sets the figures, and takes a backup if the last good one is a day old (a fresh start is given ten minutes). */
  async look(uptimeMs = process.uptime() * 1000): Promise<void> {
    const last = Date.parse(keptBackups(this.config.backupDir).at(-1)?.manifest.finishedAt ?? '1970-01-01T00:00:00Z');
    this.lastGood.set(last / 1000);
    const stuck = await this.isArchiveStuck();
    this.stuck.set(stuck ? 1 : 0);
    if (stuck) this.logger.error({ folder: this.config.backupDir }, 'Postgres cannot keep its log there');
    if (Date.now() - last < EVERY_MS || uptimeMs < LOOK_MS || this.running) return;
    await this.take();
    this.lastGood.set(
      Date.parse(keptBackups(this.config.backupDir).at(-1)?.manifest.finishedAt ?? '1970-01-01') / 1000,
    );
  }

  private async take(): Promise<void> {
    const child = spawn(process.execPath, [this.program, 'backup'], {
      env: { ...process.env, DATA_DIR: this.config.dataDir, BACKUP_DIR: this.config.backupDir },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-4_000)));
    const ended = new Promise<void>((resolve) => {
      child.once('error', (error) => (said += error.message));
      child.once('close', (code) => {
        if (code !== 0) this.logger.error({ code, said }, 'the daily backup failed');
        resolve();
      });
    });
    this.running = { stop: () => child.kill('SIGTERM'), ended };
    await ended;
    this.running = null;
  }

  private isArchiveStuck(): Promise<boolean> {
    return withOwner(this.databaseUrl, async (client) => {
      const [row] = await rowsOf(
        client,
        `select coalesce(last_failed_time > coalesce(last_archived_time, '-infinity'), false) as stuck from pg_stat_archiver`,
      );
      return row!['stuck'] === 't';
    });
  }
}
