import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A wire to the server that keeps every byte which comes back over it, headers and frames included. */
export class Recorder {
  private readonly heard: Buffer[][] = [];
  private readonly sockets = new Set<Socket>();
  private constructor(
    readonly url: string,
    private readonly close: () => void,
  ) {}

  static async start(target: string): Promise<Recorder> {
    const { hostname, port } = new URL(target);
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const recorder = new Recorder(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => server.close());
    server.on('connection', (client) => {
      const upstream = connect(Number(port), hostname);
      const bytes: Buffer[] = [];
      recorder.heard.push(bytes);
      upstream.on('data', (chunk) => bytes.push(chunk));
      for (const [from, to] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        recorder.sockets.add(from);
        from.on('error', () => to.destroy()).pipe(to);
      }
    });
    return recorder;
  }

  /** All of it, connection by connection; letters of other alphabets as their bytes. */
  text(): string {
    return this.heard.map((bytes) => Buffer.concat(bytes).toString('latin1')).join('\n');
  }

  stop(): void {
    this.close();
    for (const socket of this.sockets) socket.destroy();
  }
}
