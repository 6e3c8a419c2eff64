import type { Duplex } from 'node:stream';
import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { Logger } from '../ops/logger.js';
import type { Connections } from './connections.js';

const EVERY_MS = 500;
/** A trivial question that is not answered for so long: nobody is listening any more, though the connection seems open. */
const SILENT_MS = 2_000;

/**
 * Feels whether Postgres answers. A network that swallows everything leaves connections open for minutes, and whoever asked waits as
 * long; so when a question as small as can be is not answered in time, all connections are broken and no new one is tried until there
 * is an answer again. Statements that take long have their own limit in Postgres and are not meant here.
 */
@Injectable()
export class DatabasePulse implements OnApplicationBootstrap, OnApplicationShutdown {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.again();
  }

  private again(): void {
    if (!this.closed) this.timer = setTimeout(() => void this.feel().then(() => this.again()), EVERY_MS);
  }

  private async feel(): Promise<void> {
    const { connections } = (this.db.options as unknown as { extra: { connections: Connections } }).extra;
    const answered = await inTime(this.ask(), SILENT_MS);
    if (this.closed) return;
    if (!answered) this.giveUp();
    if (!answered && !connections.isAway)
      this.logger.warn({ broken: connections.break() }, 'the database does not answer; its connections are broken');
    connections.isAway = !answered;
  }

  private giveUp(): void {
    (this.client as unknown as { connection: { stream: Duplex } } | null)?.connection.stream.destroy();
    this.client = null;
  }

  private async ask(): Promise<void> {
    this.client ??= await this.connected();
    await this.client.query('select 1');
  }

  private async connected(): Promise<pg.Client> {
    const { url } = this.db.options as unknown as { url: string };
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: SILENT_MS });
    client.on('error', () => (this.client = null));
    await client.connect();
    return client;
  }

  onApplicationShutdown(): void {
    this.closed = true;
    if (this.timer) clearTimeout(this.timer);
    this.giveUp();
  }
}

/** Did it succeed, and soon enough? */
async function inTime(work: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((done) => (timer = setTimeout(() => done(false), ms)));
  const done = work.then(
    () => true,
    () => false,
  );
  return Promise.race([done, late]).finally(() => clearTimeout(timer));
}
