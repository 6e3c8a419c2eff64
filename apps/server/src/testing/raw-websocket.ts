import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Actor } from './test-server.js';

type Frame = {
  opcode?: number;
  payload?: Buffer | string;
  fin?: boolean;
  reserved?: number;
  mask?: boolean;
  length?: number;
};

/** A websocket in its bare bytes, which may say what no library would. */
export class RawWebsocket {
  private said = Buffer.alloc(0);
  /** When the server said goodbye, or hung up without a word. */
  readonly closed: Promise<unknown>;
  /** When it hung up: we do not answer a goodbye. */
  readonly hungUp: Promise<unknown>;
  private constructor(private readonly socket: Socket) {
    socket.on('error', () => undefined);
    this.closed = new Promise((done) => {
      socket.once('close', done);
      socket.on('data', (chunk) => {
        this.said = Buffer.concat([this.said, chunk]);
        if (this.heardGoodbye()) done(null);
      });
    });
    this.hungUp = once(socket, 'close');
  }

  /** Is there a close frame among what the server sent? */
  private heardGoodbye(): boolean {
    let at = this.said.indexOf('\r\n\r\n') + 4;
    while (at > 3 && at + 1 < this.said.length) {
      if ((this.said[at]! & 15) === 8) return true;
      const short = this.said[at + 1]! & 127;
      const [skip, size] =
        short < 126
          ? [2, short]
          : short === 126
            ? [4, this.said.length >= at + 4 ? this.said.readUInt16BE(at + 2) : Infinity]
            : [10, this.said.length >= at + 10 ? Number(this.said.readBigUInt64BE(at + 2)) : Infinity];
      at += skip + size;
    }
    return false;
  }

  /** Up to the upgrade, and no further. */
  static async open(url: string, as: Actor, query = ''): Promise<RawWebsocket> {
    const { hostname, port, host } = new URL(url);
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    const raw = new RawWebsocket(socket);
    socket.write(
      `GET /socket.io/?EIO=4&transport=websocket${query} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nCookie: ${as.cookie}\r\n\r\n`,
    );
    await raw.hears('HTTP/1.1 101');
    return raw;
  }

  /** The same, and the packet by which socket.io is entered. */
  static async enter(url: string, as: Actor): Promise<RawWebsocket> {
    const raw = await RawWebsocket.open(url, as);
    raw.frame({ payload: '40' });
    await raw.hears('hello');
    return raw;
  }

  get isOpen(): boolean {
    return !this.socket.destroyed && this.socket.writable;
  }

  async hears(text: string): Promise<void> {
    while (!this.said.includes(text)) {
      if (!this.isOpen) throw new Error(`closed before ${text}`);
      await once(this.socket, 'data');
    }
  }

  bytes(bytes: Buffer): void {
    if (this.isOpen) this.socket.write(bytes);
  }

  frame({ opcode = 1, payload = '', fin = true, reserved = 0, mask = true, length }: Frame): void {
    const data = Buffer.from(payload);
    const says = length ?? data.length;
    const size =
      says < 126
        ? Buffer.from([says])
        : says < 65_536
          ? Buffer.from([126, says >> 8, says & 255])
          : Buffer.concat([Buffer.from([127, 0, 0, 0, 0]), Buffer.from(Uint32Array.of(says).buffer).reverse()]);
    const key = randomBytes(4);
    if (mask) size[0]! |= 0x80;
    const body = mask ? data.map((byte, i) => byte ^ key[i % 4]!) : data;
    const first = (fin ? 0x80 : 0) | (reserved << 4) | opcode;
    this.bytes(Buffer.concat([Buffer.from([first]), size, ...(mask ? [key] : []), body]));
  }

  end(): void {
    this.socket.destroy();
  }
}
