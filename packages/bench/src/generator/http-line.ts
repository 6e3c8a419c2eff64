import net from 'node:net';

export type HttpAnswer = { status: number; body: string };

/**
 * One kept-alive HTTP connection, one request at a time, written and read with the least work there is: status line,
 * Content-Length, body. The server sees ordinary requests.
 */
export class HttpLine {
  private readonly socket: net.Socket;
  private parts: Buffer[] = [];
  private have = 0;
  private need = Infinity;
  private done: ((answer: HttpAnswer) => void) | null = null;
  private failed: ((error: Error) => void) | null = null;

  constructor(private readonly port: number) {
    this.socket = net.connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.on('data', (chunk: Buffer) => this.take(chunk));
    this.socket.on('error', (error) => this.failed?.(error));
    this.socket.on('close', () => this.failed?.(new Error('the server closed the connection')));
  }

  /** False once the server has closed it, which it may do while nothing is asked. */
  get isOpen(): boolean {
    return !this.socket.destroyed && !this.socket.readableEnded;
  }

  post(path: string, headers: string, body: string): Promise<HttpAnswer> {
    return new Promise((resolve, reject) => {
      this.done = resolve;
      this.failed = reject;
      this.socket.write(
        `POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${this.port}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`,
      );
    });
  }

  close(): void {
    this.failed = null;
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.parts.push(chunk);
    this.have += chunk.length;
    if (this.need === Infinity) this.need = sizeOf(Buffer.concat(this.parts));
    if (this.have < this.need) return;
    const text = Buffer.concat(this.parts).toString();
    this.parts = [];
    this.have = 0;
    this.need = Infinity;
    this.done?.({ status: Number(text.slice(9, 12)), body: text.slice(text.indexOf('\r\n\r\n') + 4) });
  }
}

/** Length of the whole answer, as its headers tell; Infinity until they are whole. */
function sizeOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return Infinity;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end));
  if (!length) throw new Error('the bench needs a Content-Length');
  return end + 4 + Number(length[1]);
}

/** As many lines as are needed at once, used again. */
export class HttpLines {
  private readonly idle: HttpLine[] = [];
  private readonly all: HttpLine[] = [];
  constructor(private readonly port: number) {}

  async post(path: string, headers: string, body: string): Promise<HttpAnswer> {
    let line = this.idle.pop();
    while (line && !line.isOpen) line = this.idle.pop();
    if (!line) this.all.push((line = new HttpLine(this.port)));
    const answer = await line.post(path, headers, body);
    this.idle.push(line);
    return answer;
  }

  close(): void {
    for (const line of this.all) line.close();
  }
}
