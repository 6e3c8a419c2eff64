import { join } from 'node:path';
import { ServerProcess } from '@tallyboard/testkit/server-process';
import type { ClientPlan, Product } from './adapter.js';

/** Bare socket.io, without or with one commit per move. `preload`: further arguments for its Node. */
export class BareSocketIo implements Product {
  private server: ServerProcess | null = null;

  constructor(
    readonly name: 'sio' | 'sio-tx',
    private readonly databaseUrl: string | null = null,
    private readonly nodeOptions = '',
  ) {}

  get about(): string {
    return this.databaseUrl
      ? 'socket.io, one Postgres commit per move, then the answer, then the broadcast; no login, no checks'
      : 'bare socket.io: one broadcast of ~600 B per move, then the answer; nothing is kept';
  }

  async start(): Promise<void> {
    const env = {
      DATABASE_URL: this.databaseUrl ?? undefined,
      NODE_ENV: 'production',
      NODE_OPTIONS: this.nodeOptions || undefined,
    };
    this.server = await ServerProcess.start(join(import.meta.dirname, 'sio-server.js'), { env });
  }

  /** It has no board; the orders of `sio-tx` are the floor's. */
  async seed(): Promise<void> {
    // Nothing to fill.
  }

  plan(): Promise<ClientPlan> {
    return Promise.resolve({
      module: new URL('sio-client.js', import.meta.url).href,
      settings: { port: Number(new URL(this.server!.url).port) },
    });
  }

  load(): Promise<{ bytes: number; ms: number }> {
    return Promise.reject(new Error('bare socket.io has no board to load'));
  }

  processes(): number[] {
    return [this.server!.pid!];
  }

  async stop(): Promise<void> {
    await this.server?.kill('SIGKILL');
  }
}
