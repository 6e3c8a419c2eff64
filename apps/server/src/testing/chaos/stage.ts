import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type EmbeddedDatabase, startDatabase } from '@tallyboard/devdb/embedded';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { ChaosProxy } from '@tallyboard/testkit/chaos-proxy';
import { copyDataFolder } from '@tallyboard/testkit/demo-folder';
import { freePort } from '@tallyboard/testkit/free-port';
import { COLLECT_ON_SIGNAL } from '@tallyboard/testkit/heap-file';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import pg from 'pg';
import { inject } from 'vitest';
import { CLEAN, MAIN } from '../built-server.js';
import { RemotePerson } from '../remote-team.js';
import { BoardClient } from './board-client.js';

/** Who moves cards: those of the demo team that may move them anywhere. */
const MOVERS = ['Lin Xiaowen', 'Wu Tong', 'Shen Yinuo', 'Wang Lei'];

/**
 * The built server in a process of its own on a durable Postgres of its own, with the demo team, and a proxy on each way in between:
 * people and boards → `front` → server → `back` → Postgres.
 */
export class Stage {
  readonly nodes: ServerProcess[] = [];
  private constructor(
    private readonly folder: ThrowAway,
    private database: EmbeddedDatabase,
    /** Between Postgres and the servers. */
    readonly back: ChaosProxy,
    /** Between the first server and whoever uses it. */
    readonly front: ChaosProxy,
  ) {}

  static async open(settings: Record<string, string> = {}, given?: ThrowAway): Promise<Stage> {
    const folder = given ?? (await throwAway());
    // A disk of the caller's own is filled by the servers themselves.
    if (!given) copyDataFolder(inject('demo'), folder.path);
    const database = await startDatabase(folder.path, { settings: { max_connections: '120', ...settings } });
    const back = await ChaosProxy.start({ port: Number(new URL(database.url).port) });
    const port = await freePort();
    const stage = new Stage(folder, database, back, await ChaosProxy.start({ port }));
    await stage.startNode(port);
    return stage;
  }

  get server(): ServerProcess {
    return this.nodes[0]!;
  }
  /** Where people and boards connect. */
  get url(): string {
    return `http://127.0.0.1:${this.front.port}`;
  }
  /** Straight to Postgres, past the proxy. */
  get databaseUrl(): string {
    return this.database.url;
  }

  /** A further server on the same Postgres. */
  async startNode(port = 0): Promise<ServerProcess> {
    const url = new URL(this.database.url);
    url.port = String(this.back.port);
    const env = {
      ...CLEAN,
      LOG_LEVEL: 'fatal',
      DATABASE_URL: url.href,
      DEMO: '1',
      PORT: String(port),
      // Asked for, it says what it holds; it changes nothing else.
      NODE_OPTIONS: `--import=${COLLECT_ON_SIGNAL}`,
    };
    const node = await ServerProcess.start(MAIN, { env, readyWithinMs: 90_000 });
    this.nodes.push(node);
    return node;
  }

  /** Puts a fresh server in the first one's place for everybody who connects from now on; the old one is the caller's to stop. */
  async replaceFirst(): Promise<ServerProcess> {
    const fresh = await this.startNode();
    const old = this.nodes.shift()!;
    this.nodes.pop();
    this.nodes.unshift(fresh);
    this.front.retarget(Number(new URL(fresh.url).port));
    return old;
  }

  /** As a power cut would: nothing is said to anybody. Then the same server once more; how long until it answers, ms. */
  async killServer(): Promise<number> {
    await this.server.kill('SIGKILL');
    const began = performance.now();
    await this.server.restart();
    return performance.now() - began;
  }

  /** Kills Postgres with all its processes and starts it on what is on the disk; how long until it answers, ms. */
  async killPostgres(): Promise<number> {
    const file = join(this.database.home, 'postgres', 'postmaster.pid');
    const postmaster = readFileSync(file, 'utf8').split('\n', 1)[0]!;
    const children = spawnSync('pgrep', ['-P', postmaster], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean);
    for (const pid of [postmaster, ...children])
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // Gone with the others.
      }
    const dead = this.database;
    const began = performance.now();
    this.database = await startDatabase(this.folder.path, { settings: { max_connections: '120' } });
    this.back.retarget(Number(new URL(this.database.url).port));
    const ms = performance.now() - began;
    // Its use ends here: else the one at the end is not the last, and leaves Postgres running.
    await dead.stop();
    return ms;
  }

  movers(count: number): Promise<RemotePerson[]> {
    return Promise.all(
      Array.from({ length: count }, (_, i) => RemotePerson.signIn(this.url, MOVERS[i % MOVERS.length]!)),
    );
  }

  /** Boards that follow the team; a few people share them, since a session may have ten sockets. */
  async boards(count: number, base?: string): Promise<BoardClient[]> {
    const people = await this.movers(Math.ceil(count / 8));
    const clients = Array.from({ length: count }, (_, i) => new BoardClient(people[i % people.length]!, base));
    for (let i = 0; i < count; i += 25) await Promise.all(clients.slice(i, i + 25).map((c) => c.open()));
    return clients;
  }

  /** One question, straight to Postgres. */
  async ask<R extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<R[]> {
    const client = new pg.Client(this.databaseUrl);
    await client.connect();
    try {
      return (await client.query<R>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Waits until the first server says that it is ready; how long, ms. */
  async ready(withinMs = 30_000): Promise<number> {
    const began = performance.now();
    while (performance.now() - began < withinMs) {
      const answer = await fetch(`${this.server.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
      if (answer?.ok) return performance.now() - began;
      await sleep(50);
    }
    throw new Error(`the server was not ready after ${withinMs} ms`);
  }

  async close(): Promise<void> {
    this.back.heal();
    this.front.heal();
    await Promise.all(this.nodes.map((node) => node.stop()));
    const said = this.nodes.flatMap((node) => node.stderr);
    if (said.length > 0) console.log(said.join('\n'));
    await this.front.stop();
    await this.back.stop();
    await this.database.stop();
    await this.folder.remove();
  }
}
