import { once } from 'node:events';
import net from 'node:net';

type Weather = 'fair' | 'cut' | 'blackhole';

/** A TCP proxy that stands for a bad network between two processes under test. Only `start` makes one. */
export class ChaosProxy {
  readonly port: number;
  readonly #server: net.Server;
  #target: { host: string; port: number };
  readonly #sockets = new Set<net.Socket>();
  #weather: Weather = 'fair';
  #delay = 0;
  #swallow: ((chunk: Buffer) => boolean) | null = null;
  #swallowed = 0;

  private constructor(server: net.Server, port: number, target: { host: string; port: number }) {
    this.#server = server;
    this.port = port;
    this.#target = target;
    server.on('connection', (socket) => this.#accept(socket));
  }

  /** Listens on a free port of 127.0.0.1 and passes everything on to the target. */
  static async start(target: { host?: string; port: number }): Promise<ChaosProxy> {
    const server = net.createServer({ noDelay: true, allowHalfOpen: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('the proxy got no port');
    return new ChaosProxy(server, address.port, { host: target.host ?? '127.0.0.1', port: target.port });
  }

  /** How many clients are connected now. */
  get connections(): number {
    return this.#sockets.size / 2;
  }

  /** Pulls the plug: open connections are reset and new ones too, until `heal()`. */
  cut(): void {
    this.#weather = 'cut';
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Everything seems open but nothing arrives any more, on either side, until `heal()`; then it all arrives. */
  blackhole(): void {
    this.#weather = 'blackhole';
    for (const socket of this.#sockets) socket.pause();
  }

  /** From now on new connections go to another port: the target was restarted, or another one takes over. */
  retarget(port: number): void {
    this.#target = { ...this.#target, port };
  }

  /** Loses every chunk that a test picks, as no TCP would but a proxy or a browser may; `heal()` ends it. */
  swallow(picks: (chunk: Buffer) => boolean): void {
    this.#swallow = picks;
  }

  /** How many chunks were lost on purpose. */
  get swallowed(): number {
    return this.#swallowed;
  }

  /** Every chunk arrives this much later, in order. */
  latency(ms: number): void {
    this.#delay = ms;
  }

  /** Fair weather again, without delay. */
  heal(): void {
    this.#weather = 'fair';
    this.#delay = 0;
    this.#swallow = null;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Ends all connections and the proxy itself. */
  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  #accept(client: net.Socket): void {
    if (this.#weather === 'cut') {
      client.on('error', () => undefined);
      client.resetAndDestroy();
      return;
    }
    // Half open: the end of one direction must not cut off what is still on its way in the other.
    const upstream = net.connect({ ...this.#target, noDelay: true, allowHalfOpen: true });
    this.#pipe(client, upstream);
    this.#pipe(upstream, client);
  }

  #pipe(from: net.Socket, to: net.Socket): void {
    this.#sockets.add(from);
    // One chain per direction keeps the order whatever the delays were when each chunk came in.
    let chain = Promise.resolve();
    const later = (act: () => void): void => {
      const due = Date.now() + this.#delay;
      chain = chain.then(() => this.#until(due, from)).then(act);
    };
    from.on('data', (chunk: Buffer) => {
      if (this.#swallow?.(chunk)) this.#swallowed += 1;
      else later(() => to.writable && to.write(chunk));
    });
    from.on('end', () => later(() => to.end()));
    from.on('error', () => to.destroy());
    from.on('close', (hadError) => {
      this.#sockets.delete(from);
      if (hadError) to.destroy();
      else later(() => to.end());
    });
    if (this.#weather === 'blackhole') from.pause();
  }

  async #until(due: number, socket: net.Socket): Promise<void> {
    // A chunk under way when the hole opens is swallowed with the rest.
    while (Date.now() < due || (this.#weather === 'blackhole' && !socket.destroyed)) {
      await new Promise((resolve) => setTimeout(resolve, Math.max(1, Math.min(20, due - Date.now()))));
    }
  }
}
