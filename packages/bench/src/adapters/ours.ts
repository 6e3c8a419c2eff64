import type { BoardSnapshot } from '@tallyboard/contracts/order-cards';
import { ordersApi } from '@tallyboard/contracts/orders';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import type { ServerProcess } from '@tallyboard/testkit/server-process';
import { monotonicMs } from '../machine/clock.js';
import type { BenchDatabase } from '../stage/bench-database.js';
import { startBuiltServer } from '../stage/built-server.js';
import { Caller } from '../stage/caller.js';
import { ADMIN } from '../stage/found-company.js';
import { checkBoard, multiplyOrders } from '../stage/multiply-orders.js';
import { openSessions } from '../stage/open-sessions.js';
import type { ClientPlan, Product } from './adapter.js';
import type { OurSettings } from './ours-client.js';

/** Movers beside the boards: this many people move cards at the same time. */
const MOVERS = 16;
const SEEDING_MS = 400_000;

/** Tallyboard as it is built and shipped: sessions, validation, capabilities, version check, facts, points, one Postgres. */
export class Ours implements Product {
  readonly name = 'ours';
  readonly about = 'Tallyboard: session, validation, capabilities, version check, facts, points; durable';
  databaseUrl = '';
  teamId = '';
  /** A signed-in admin at the running server. */
  admin: Caller | null = null;
  private server: ServerProcess | null = null;
  private port = '0';

  constructor(
    private readonly database: BenchDatabase,
    private readonly company: string,
    private readonly nodeOptions = '',
  ) {}

  async seed(orders: number): Promise<void> {
    this.databaseUrl = await this.database.create(this.company);
    await multiplyOrders(this.databaseUrl, orders);
    await this.start();
    await checkBoard(this.databaseUrl, (await this.board()).cards, orders);
    await this.stop();
  }

  /** Stands on what another one seeded. */
  on(databaseUrl: string): this {
    this.databaseUrl = databaseUrl;
    return this;
  }

  onPort(port: number): this {
    this.port = String(port);
    return this;
  }

  async start(): Promise<void> {
    this.server = await startBuiltServer(
      { DATABASE_URL: this.databaseUrl, PORT: this.port },
      this.nodeOptions,
      SEEDING_MS,
    );
    this.admin = await new Caller(this.server.url).enter(sessionsApi.signIn, ADMIN);
    this.teamId = (await this.admin.call(sessionsApi.me, {})).me!.team.id;
  }

  get url(): string {
    return this.server!.url;
  }

  async board(): Promise<BoardSnapshot> {
    return (await this.admin!.call(ordersApi.board, { teamId: this.teamId })) as BoardSnapshot;
  }

  async plan(boards: number): Promise<ClientPlan> {
    const [board, cookies] = [await this.board(), await openSessions(this.databaseUrl, boards + MOVERS)];
    const orders = board.cards
      .filter((c) => c.status === 'active' && c.stage !== 'LOST' && c.stage !== 'CLOSED')
      .map(({ id, stage, version }) => ({ id, stage, version }));
    const settings: OurSettings = {
      port: Number(new URL(this.url).port),
      feed: board.feed,
      epoch: board.epoch,
      seq: board.seq,
      orders,
      movers: cookies.slice(0, MOVERS),
      boards: cookies.slice(MOVERS),
    };
    return { module: new URL('ours-client.js', import.meta.url).href, settings };
  }

  async load(): Promise<{ bytes: number; ms: number }> {
    const start = monotonicMs();
    const { bytes } = await fetchEncoded(`${this.url}/api/v1/teams/${this.teamId}/board`, this.admin!.cookie);
    return { bytes, ms: monotonicMs() - start };
  }

  processes(): number[] {
    return [this.server!.pid!];
  }

  async stop(): Promise<void> {
    await this.server?.stop();
  }

  /** Kills the server as a power cut would. */
  async kill(): Promise<void> {
    await this.server!.kill('SIGKILL');
  }
}

/** What came over the wire, still encoded: `fetch` of Node tells only the decoded length. */
export async function fetchEncoded(
  url: string,
  cookie: string,
  headers: Record<string, string> = {},
): Promise<{ bytes: number; status: number; body: Buffer; encoding: string; etag: string }> {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, 'accept-encoding': 'br, gzip, zstd', ...headers } }, (res) => {
      const parts: Buffer[] = [];
      res.on('data', (part: Buffer) => parts.push(part));
      res.on('end', () => {
        const body = Buffer.concat(parts);
        resolve({
          bytes: body.length,
          status: res.statusCode ?? 0,
          body,
          encoding: res.headers['content-encoding'] ?? '',
          etag: res.headers.etag ?? '',
        });
      });
      res.on('error', reject);
    }).on('error', reject);
  });
}
