import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Carelessness = {
  /** Passes a handshake on as a plain request, as nginx does unless it is told otherwise. */
  dropsUpgrade?: boolean;
  /** Asks the server under the server's own address, as nginx does unless it is told otherwise. */
  rewritesHost?: boolean;
  /** Says for whom it asks. */
  tellsAddress?: boolean;
};

/** A reverse proxy as offices have them: almost right. */
export class CarelessProxy {
  private constructor(
    readonly url: string,
    private readonly server: Server,
  ) {}

  static async start(target: string, careless: Carelessness): Promise<CarelessProxy> {
    const { hostname, port, host } = new URL(target);
    const passOn = (req: IncomingMessage, upgrade: boolean) => {
      const headers = { ...req.headers };
      if (!upgrade) delete headers.upgrade;
      if (!upgrade) headers.connection = 'close';
      if (careless.rewritesHost) headers.host = host;
      if (careless.tellsAddress) headers['x-forwarded-for'] = req.socket.remoteAddress;
      return req.pipe(request({ hostname, port, method: req.method, path: req.url, headers }));
    };
    const server = createServer((req, res) => {
      passOn(req, false)
        .on('response', (answer) => answer.pipe(res.writeHead(answer.statusCode!, answer.headers)))
        .on('error', () => res.destroy());
    });
    server.on('upgrade', (req, socket) => {
      socket.on('error', () => undefined);
      passOn(req, !careless.dropsUpgrade)
        .on('upgrade', (answer, upstream, head) => {
          const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
          socket.write(`HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`);
          socket.write(head);
          upstream.on('error', () => socket.destroy());
          upstream.pipe(socket).pipe(upstream);
        })
        .on('response', (answer) => {
          socket.end(`HTTP/1.1 ${answer.statusCode} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
          answer.resume();
        })
        .on('error', () => socket.destroy());
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new CarelessProxy(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, server);
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
