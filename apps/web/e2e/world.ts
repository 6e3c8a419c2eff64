import { join } from 'node:path';
import { startDatabase } from '@tallyboard/devdb/embedded';
import { type ThrowAway, throwAway } from '@tallyboard/devdb/throw-away';
import { launchBrowser } from '@tallyboard/testkit/browser';
import { copyDataFolder } from '@tallyboard/testkit/demo-folder';
import { freePort } from '@tallyboard/testkit/free-port';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import pg from 'pg';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject } from 'vitest';

export const MAIN = join(import.meta.dirname, '../../server/dist/main.js');
/** Takes away whatever the environment of the tests would say to a server they start. */
export const CLEAN = {
  DATABASE_URL: undefined,
  PUBLIC_URL: undefined,
  HOST: undefined,
  NODE_ENV: undefined,
  LOG_LEVEL: undefined,
} satisfies Record<string, undefined>;
type Card = { id: string; no: string; stage: string; version: number; owners: { sales: string | null } };
export type Board = {
  seq: number;
  cards: Card[];
  settings: { columns: { id: string; nameZh: string }[]; stages: { code: string; columnId: string; nameZh: string }[] };
  league: { standings: { userId: string; points: number }[] };
};

/** A demo server in a process of its own and browsers in front of it. Whatever a page complains of is kept and must be nothing. */
export class World {
  readonly complaints: string[] = [];
  private constructor(
    private readonly folder: ThrowAway,
    readonly server: ServerProcess,
    readonly browser: Browser,
  ) {}

  /** `settings`: of the environment, beside those every test has. */
  static async start(settings: Readonly<Record<string, string>> = {}): Promise<World> {
    const folder = await throwAway();
    const port = await freePort();
    copyDataFolder(inject('demo'), join(folder.path, 'data'));
    const server = await ServerProcess.start(MAIN, {
      env: { ...CLEAN, PORT: String(port), DATA_DIR: join(folder.path, 'data'), DEMO: '1', ...settings },
      readyWithinMs: 100_000,
    });
    return new World(folder, server, await launchBrowser());
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.folder.remove();
  }

  /** Does something to the database behind the server's back, as its owner. */
  async inDatabase(sql: string): Promise<void> {
    const database = await startDatabase(join(this.folder.path, 'data'));
    const client = new pg.Client({ connectionString: database.url });
    await client.connect();
    await client.query(sql).finally(() => client.end());
    await database.stop();
  }

  private async cookie(nameEn: string): Promise<{ name: string; value: string; teamId: string; personId: string }> {
    const { people } = (await (await fetch(`${this.server.url}/api/v1/demo/people`)).json()) as {
      people: { id: string; nameEn: string }[];
    };
    const personId = people.find((p) => p.nameEn === nameEn)!.id;
    const res = await fetch(`${this.server.url}/api/v1/demo/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ personId }),
    });
    const [name, value] = res.headers.get('set-cookie')!.split(';')[0]!.split('=') as [string, string];
    return { name, value, teamId: ((await res.json()) as { team: { id: string } }).team.id, personId };
  }

  /** Somebody's API calls, beside any browser. */
  async person(nameEn: string) {
    const { name, value, teamId, personId } = await this.cookie(nameEn);
    const call = async <R>(method: string, path: string, body?: unknown): Promise<{ status: number; reply: R }> => {
      const res = await fetch(`${this.server.url}/api/v1${path}`, {
        method,
        headers: {
          cookie: `${name}=${value}`,
          'content-type': 'application/json',
          'idempotency-key': crypto.randomUUID(),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      return { status: res.status, reply: (await res.json()) as R };
    };
    const board = async (): Promise<Board> => (await call<Board>('GET', `/teams/${teamId}/board`)).reply;
    return {
      id: personId,
      teamId,
      call,
      board,
      card: async (stage: string): Promise<Card> => (await board()).cards.find((c) => c.stage === stage)!,
      move: (card: Pick<Card, 'id' | 'version'>, toStage: string) =>
        call('POST', `/orders/${card.id}/move`, {
          expectedVersion: card.version,
          toStage,
          afterId: null,
          reason: 'mistake',
        }),
    };
  }

  /** A page of somebody's, signed in. */
  async desk(
    nameEn: string,
    path = '/board',
    options: BrowserContextOptions = {},
    base = this.server.url,
  ): Promise<Page> {
    const { name, value } = await this.cookie(nameEn);
    return this.visitor(base + path, options, { name, value });
  }

  /** A page of somebody's who is not signed in, unless there is a cookie. */
  async visitor(
    url: string,
    options: BrowserContextOptions = {},
    cookie?: { name: string; value: string },
  ): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1600, height: 900 },
      locale: 'zh-CN',
      reducedMotion: 'reduce',
      ...options,
    });
    if (cookie) await context.addCookies([{ ...cookie, url: this.server.url, httpOnly: true }]);
    const page = this.watched(await context.newPage());
    await page.goto(url);
    return page;
  }

  /** A wall that is paired by the manager, as `/pair` would do it. */
  async wall(query = '', options: BrowserContextOptions = {}, base = this.server.url): Promise<Page> {
    const page = await this.unpairedWall(query, options, base);
    await this.pair(page);
    return page;
  }

  async pair(wall: Page): Promise<void> {
    const manager = await this.person('Wang Lei');
    expect(
      (
        await manager.call('POST', '/pairings/approve', {
          code: await shownCode(wall),
          name: '大厅',
          teamId: manager.teamId,
        })
      ).status,
    ).toBe(200);
    await wall.locator('[data-stages]').first().waitFor({ timeout: 15_000 });
  }

  async unpairedWall(query = '', options: BrowserContextOptions = {}, base = this.server.url): Promise<Page> {
    const context = await this.browser.newContext({
      viewport: { width: 1920, height: 1080 },
      locale: 'zh-CN',
      ...options,
    });
    const page = this.watched(await context.newPage());
    await page.goto(`${base}/wall${query}`);
    await page.locator('.letters:not(.waiting)').waitFor();
    return page;
  }

  /** A page whose complaints count. */
  watched(page: Page): Page {
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      // A refused connection and a 4xx are part of the journeys; a broken policy or a script error never is.
      if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|net::ERR/.test(message.text()))
        this.complaints.push(message.text());
    });
    return page;
  }
}

export const shownCode = async (wall: Page): Promise<string> =>
  (await wall.locator('.letters').innerText()).replace(/[^A-Z]/g, '');
export const cardOn = (page: Page, no: string) => page.locator('article[data-card]', { hasText: no });
/** The column of the desk in which a stage is. */
export function columnOf(page: Page, board: Board, stage: string) {
  const id = board.settings.stages.find((s) => s.code === stage)!.columnId;
  return page.locator('section.column', {
    has: page.locator('h3', { hasText: board.settings.columns.find((c) => c.id === id)!.nameZh }),
  });
}
/** How many orders the wall counts in a stage. */
export const countOnWall = async (wall: Page, stage: string): Promise<number> =>
  Number((await wall.locator(`[data-stages*="${stage}"]`).innerText()).match(/(\d+)\s*$/)?.[1]);
