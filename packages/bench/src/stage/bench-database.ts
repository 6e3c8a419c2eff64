import fs from 'node:fs';
import path from 'node:path';
import { type EmbeddedDatabase, startDatabase } from '@tallyboard/devdb/embedded';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { createTestDatabase, databaseUrl, dropTestDatabase } from '@tallyboard/devdb/template';
import pg from 'pg';
import { COMMIT_SQL, FACT, FLOOR_TABLES } from '../adapters/commit-statement.js';
import { monotonicMs } from '../machine/clock.js';
import { median } from '../statistics.js';

/** The built-in Postgres, durable as in production (fsync and synchronous_commit on), in a folder of the bench's own. */
export class BenchDatabase {
  private floor: pg.Client | null = null;
  private floorUrl = '';

  private constructor(
    private readonly folder: ThrowAway,
    private readonly database: EmbeddedDatabase,
    readonly postmaster: number,
  ) {}

  static async start(): Promise<BenchDatabase> {
    const folder = await throwAway();
    // Several servers stand side by side, each with its pool.
    const database = await startDatabase(folder.path, { settings: { max_connections: '120' } });
    const pid = Number(
      fs.readFileSync(path.join(database.home, 'postgres', 'postmaster.pid'), 'utf8').split('\n', 1)[0],
    );
    const bench = new BenchDatabase(folder, database, pid);
    await bench.prepareFloor();
    return bench;
  }

  private async prepareFloor(): Promise<void> {
    this.floorUrl = await this.create();
    this.floor = new pg.Client({ connectionString: this.floorUrl });
    await this.floor.connect();
    await this.floor.query(FLOOR_TABLES);
  }

  /** The database of the commit floor. */
  get floorDatabase(): string {
    return this.floorUrl;
  }

  /** The administrator's address. */
  get adminUrl(): string {
    return databaseUrl(this.database.url, 'postgres');
  }

  /** A fresh database, empty or a copy of another, which nobody may use meanwhile. */
  async create(copyOf?: string): Promise<string> {
    return (await createTestDatabase(this.adminUrl, copyOf ? new URL(copyOf).pathname.slice(1) : undefined)).url;
  }

  drop(url: string): Promise<void> {
    return dropTestDatabase(this.adminUrl, new URL(url).pathname.slice(1));
  }

  /** Settings that durability hangs on, and the version, as the database itself tells them. */
  async facts(): Promise<string> {
    const { rows } = await this.floor!.query<{ name: string; setting: string }>(
      `select name, setting from pg_settings where name in ('fsync', 'synchronous_commit', 'full_page_writes', 'server_version', 'wal_sync_method') order by name`,
    );
    return rows.map((r) => `${r.name}=${r.setting}`).join(' ');
  }

  /** Median time of one commit at this moment, ms: what the disk thinks of us just now. */
  async commitMs(times = 80): Promise<number> {
    const { rows } = await this.floor!.query<{ id: string }>('select id from floor_order limit 1');
    const took: number[] = [];
    for (let i = 0; i < times; i += 1) {
      const start = monotonicMs();
      await this.floor!.query(COMMIT_SQL, [rows[0]!.id, FACT]);
      took.push(monotonicMs() - start);
    }
    return median(took);
  }

  /** Writes everything that is pending to disk, so that nobody's measurement pays for what was done before. */
  async checkpoint(): Promise<void> {
    await this.floor!.query('checkpoint');
  }

  async stop(): Promise<void> {
    await this.floor?.end();
    await this.database.stop();
    await this.folder.remove();
  }
}
