import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { type Frame, FrameReader, textFrame } from './frames.js';

/** How a board connects: where to, as whom, and how much of each packet it reads. */
export type SocketOptions = { port: number; cookie?: string; keepBytes: number };

/**
 * One socket.io 4 connection over a bare websocket, as cheap as it can be made: it speaks the handshake, the heartbeat, events and
 * acknowledgements, and hands everything else on as the first bytes of a frame.
 */
export class RawSocket {
  /** An event frame (`42[…`): its first bytes. Set before `open`. */
  onEvent: (head: Buffer) => void = () => undefined;
  onClose: () => void = () => undefined;
  private readonly acks = new Map<number, { resolve: (head: string) => void; reject: (error: Error) => void }>();
  private nextAck = 0;
  private welcomed: (() => void) | null = null;

  private constructor(private readonly socket: net.Socket) {}

  /** Connected, upgraded and let in to the namespace; rejects when any of that fails. */
  static open(
    { port, cookie, keepBytes }: SocketOptions,
    prepare: (socket: RawSocket) => void = () => undefined,
  ): Promise<RawSocket> {
    return new Promise((resolve, reject) => {
      const tcp = net.connect({ port, host: '127.0.0.1', noDelay: true });
      const raw = new RawSocket(tcp);
      prepare(raw);
      const reader = new FrameReader(keepBytes, (frame) => raw.take(frame));
      let upgrading = Buffer.alloc(0);
      let upgraded = false;
      raw.welcomed = () => resolve(raw);
      tcp.on('connect', () => tcp.write(handshake(port, cookie)));
      tcp.on('data', (chunk: Buffer) => {
        if (upgraded) return reader.push(chunk);
        upgrading = Buffer.concat([upgrading, chunk]);
        const end = upgrading.indexOf('\r\n\r\n');
        if (end < 0) return;
        const status = upgrading.toString('latin1', 0, 12);
        if (!status.endsWith('101')) return void tcp.destroy(new Error(`the upgrade was answered with ${status}`));
        upgraded = true;
        reader.push(upgrading.subarray(end + 4));
      });
      tcp.on('error', reject);
      tcp.on('close', () => {
        reject(new Error('the socket was closed before it was let in'));
        for (const { reject: fail } of raw.acks.values()) fail(new Error('the socket was closed before the answer'));
        raw.onClose();
      });
    });
  }

  /** Sends an event and waits for its acknowledgement: the first bytes of it, `43<id>[…`. */
  call(event: string, payload: unknown): Promise<string> {
    const id = this.nextAck;
    this.nextAck += 1;
    return new Promise((resolve, reject) => {
      this.acks.set(id, { resolve, reject });
      this.socket.write(textFrame(`42${id}${JSON.stringify([event, payload])}`));
    });
  }

  close(): void {
    this.onClose = () => undefined;
    this.socket.destroy();
  }

  private take({ opcode, head }: Frame): void {
    if (opcode === 8) return void this.socket.destroy();
    if (opcode === 9) return void this.socket.write(textFrame('', 10));
    // Engine.io: 0 open, 2 ping, 4 message; socket.io in a message: 0 connected, 2 event, 3 acknowledgement, 4 refused.
    const [engine, kind] = [head[0], head[1]];
    if (engine === 0x30) this.socket.write(textFrame('40'));
    else if (engine === 0x32) this.socket.write(textFrame('3'));
    else if (engine === 0x34 && kind === 0x32) this.onEvent(head);
    else if (engine === 0x34 && kind === 0x33) this.settle(head.toString('latin1'));
    else if (engine === 0x34 && kind === 0x30) this.welcomed?.();
    else if (engine === 0x34 && kind === 0x34) this.socket.destroy(new Error(`refused: ${head.toString()}`));
  }

  private settle(head: string): void {
    const id = parseInt(head.slice(2), 10);
    this.acks.get(id)?.resolve(head);
    this.acks.delete(id);
  }
}

function handshake(port: number, cookie: string | undefined): string {
  const key = randomBytes(16).toString('base64');
  return `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: ${key}\r\nSec-WebSocket-Version: 13\r\n${cookie ? `Cookie: ${cookie}\r\n` : ''}\r\n`;
}
