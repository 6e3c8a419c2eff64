import type { AddressInfo } from 'node:net';
import { createTestDatabase, dropTestDatabase, type TestDatabase } from '@tallyboard/devdb/template';
import {
  API_BASE,
  type Body,
  type Endpoint,
  type InputOf,
  type ReplyOf,
  requestOf,
} from '@tallyboard/contracts/endpoint';
import type { Packet, Subscribed } from '@tallyboard/contracts/live';
import type { Problem } from '@tallyboard/contracts/problems';
import type { Role } from '@tallyboard/rules/people/capabilities';
import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { inject } from 'vitest';
import { CreateTeam } from '../flows/create-team.js';
import { StartCompany } from '../flows/start-company.js';
import { addUser } from '../modules/people/invite-person.js';
import { Sessions } from '../modules/people/sessions.js';
import { Clock, type SetClock, SystemClock } from '../platform/clock/clock.js';
import type { Config } from '../platform/config/config.js';
import { Reactions } from '../platform/feeds/reactions.js';
import type { Logger } from '../platform/ops/logger.js';
import { buildServer, type RunningServer } from '../server.js';

export type Answer<R> = { status: number; reply: R; problem: Problem; headers: Headers };
/** A person in a test: their id and cookie. */
export type Actor = { id: string; teamId: string; cookie: string };

/** The token at the end of a link that is handed over. */
export const tokenOf = (url: string): string => url.split('/').at(-1)!;
/** The cookie that an answer gives, as a browser sends it back. */
export const cookieOf = (headers: Headers): string => headers.get('set-cookie')!.split(';')[0]!;

/** A whole server on a database of its own, in this process, with people to act as. */
export class TestServer {
  private constructor(
    readonly running: RunningServer,
    readonly database: TestDatabase,
    readonly db: DataSource,
    readonly teamId: string,
    readonly manager: Actor,
  ) {}

  static async start(
    options: { clock?: Clock; config?: Partial<Config>; database?: TestDatabase; logger?: Logger } = {},
  ): Promise<TestServer> {
    const database = options.database ?? (await createTestDatabase(inject('adminUrl'), inject('template')));
    const config: Config = {
      port: 0,
      host: '127.0.0.1',
      dataDir: '',
      databaseUrl: database.url,
      publicUrl: null,
      demo: false,
      production: false,
      proxyHops: 0,
      logLevel: 'error',
      metricsToken: null,
      backupDir: null,
      backupKeep: 7,
      mail: null,
      ...options.config,
    };
    const { app, listen } = await buildServer(config, options.clock ?? new SystemClock(), database.url, options.logger);
    await app.init();
    const db = app.get(DataSource);
    const company = app.get(StartCompany);
    let admin: { id: string; teamId: string };
    if (await company.isEmpty()) {
      const profile = {
        name: '王磊',
        nameEn: 'Wang Lei',
        email: 'wang@example.com',
        locale: 'zh-CN' as const,
        passwordHash: 'argon2id$AA$AA',
        mustChangePassword: false,
      };
      admin = await db.transaction((tx) =>
        company.inTransaction(tx, {
          organization: '测试',
          team: '一部',
          zone: 'Asia/Shanghai',
          demo: false,
          admin: profile,
        }),
      );
    } else
      [admin] = await db.query<[{ id: string; teamId: string }]>(
        `select id, team_id as "teamId" from app_user where 'admin' = any(roles) limit 1`,
      );
    const running = await listen();
    const cookie = await sessionOf(running, db, admin.id);
    return new TestServer(running, database, db, admin.teamId, { id: admin.id, teamId: admin.teamId, cookie });
  }

  /** A further person with a session. */
  async person(roles: Role[], name = roles.join('+'), teamId = this.teamId): Promise<Actor> {
    const createdAt = this.running.app.get(Clock).now();
    const email = `${crypto.randomUUID()}@example.com`;
    const user = await this.db.transaction((tx) =>
      addUser(tx, {
        name,
        nameEn: name,
        email,
        locale: 'en',
        passwordHash: 'argon2id$AA$AA',
        teamId,
        roles,
        createdAt,
      }),
    );
    return { id: user.id, teamId, cookie: await sessionOf(this.running, this.db, user.id) };
  }

  async team(name: string): Promise<string> {
    return (
      await this.db.transaction((tx) =>
        this.running.app.get(CreateTeam).inTransaction(tx, name, this.running.app.get(Clock).now()),
      )
    ).id;
  }

  /** Calls an endpoint as somebody; commands get a fresh id unless one is given. */
  async call<E extends Endpoint>(
    endpoint: E,
    input: InputOf<E>,
    as: Actor | null,
    headers: Record<string, string> = {},
  ): Promise<Answer<ReplyOf<E>>> {
    const { path, body } = requestOf(endpoint, input);
    return this.send(endpoint.method, path.slice(API_BASE.length), body ?? undefined, {
      ...(as && { cookie: as.cookie }),
      ...(endpoint.command && { 'idempotency-key': crypto.randomUUID() }),
      ...headers,
    });
  }

  async send<R>(
    method: string,
    path: string,
    body: Body | undefined,
    headers: Record<string, string>,
  ): Promise<Answer<R>> {
    const res = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: {
        'content-type': typeof body === 'object' ? 'application/octet-stream' : 'application/json',
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    const text = await res.text();
    const json = (text && /json/.test(res.headers.get('content-type') ?? '') ? JSON.parse(text) : text) as unknown;
    return { status: res.status, reply: json as R, problem: json as Problem, headers: res.headers };
  }

  /** Where it really listens, whatever address it goes by. */
  get url(): string {
    const { port } = this.running.app.getHttpServer().address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** A socket of somebody's, and the packets it was given. */
  socket(
    as: Actor,
    headers: Record<string, string> = {},
  ): {
    socket: Socket;
    packets: Packet[];
    subscribe: (feed: string, since: number, epoch?: string) => Promise<Subscribed>;
  } {
    const socket = io(this.url, {
      transports: ['websocket'],
      extraHeaders: { cookie: as.cookie, ...headers },
      reconnection: false,
      forceNew: true,
    });
    const packets: Packet[] = [];
    socket.on('packet', (packet: Packet) => packets.push(packet));
    let current = '';
    socket.on('heartbeat', (beat: { epoch: string }) => (current = beat.epoch));
    return {
      socket,
      packets,
      subscribe: async (feed, since, epoch) =>
        (await socket.emitWithAck('subscribe', {
          feed,
          since,
          epoch: epoch ?? (current || (await this.epoch())),
        })) as Subscribed,
    };
  }

  async epoch(): Promise<string> {
    const [row] = await this.db.query<[{ epoch: string }]>('select epoch from epoch');
    return row.epoch;
  }

  /** Goes to another time and takes everybody's sessions along. */
  async travel(clock: SetClock, to: string): Promise<void> {
    clock.set(to);
    await this.db.query(`update access_token set last_seen_at = $1, expires_at = $1::timestamptz + interval '7 days'`, [
      to,
    ]);
  }

  /** Waits until every reaction has seen every fact. */
  settled(): Promise<void> {
    return this.running.app.get(Reactions).settled();
  }

  async stop(keepDatabase = false): Promise<void> {
    await this.running.close();
    if (!keepDatabase) await dropTestDatabase(inject('adminUrl'), this.database.name);
  }
}

async function sessionOf({ app }: RunningServer, db: DataSource, userId: string): Promise<string> {
  const { token } = await app
    .get(Sessions)
    .issue(db.manager, { kind: 'user', id: userId }, { address: '127.0.0.1', agent: 'test' });
  return `tallyboard=${token}`;
}
