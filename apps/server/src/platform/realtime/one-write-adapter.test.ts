import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { Server, type Socket } from 'socket.io';
import { io as connect, type Socket as ClientSocket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OneWriteAdapter } from './one-write-adapter.js';

type Sender = { sendFrame: (list: Buffer[], done?: () => void) => void };

let io: Server;
let client: ClientSocket;
/** The server's end of the client. */
let socket: Socket;
/** Of each frame that was written: in how many pieces, and whether socket.io waits for its end. */
let written: { pieces: number; queued: boolean }[];

beforeEach(async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  io = new Server(http, { transports: ['websocket'], adapter: OneWriteAdapter });
  client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] });
  const [[arrived]] = await Promise.all([once(io, 'connection') as Promise<[Socket]>, heard('connect')]);
  socket = arrived;
  await socket.join('team');
  written = [];
  const { _sender: sender } = (socket.conn.transport as unknown as { socket: { _sender: Sender } }).socket;
  const send = sender.sendFrame.bind(sender);
  sender.sendFrame = (list, done) => {
    written.push({ pieces: list.length, queued: done !== undefined });
    send(list, done);
  };
});
afterEach(async () => {
  client.close();
  await io.close();
});

const heard = (event: string): Promise<unknown> => new Promise((resolve) => void client.once(event, resolve));
/** The client's end of the line. */
const line = (): NetSocket => (client.io.engine.transport as unknown as { ws: { _socket: NetSocket } }).ws._socket;

test('a packet to a room is one buffer, given to a socket that waits for nothing, and arrives as it was sent', async () => {
  const arrived = heard('packet');
  const packet = { facts: ['信用证', 'x'.repeat(70_000)] };
  io.to('team').emit('packet', packet);
  expect([await arrived, written]).toEqual([packet, [{ pieces: 1, queued: false }]]);
});

test('nothing overtakes: not what waits for one socket, nor what a slow reader has not read yet', async () => {
  const order: number[] = [];
  const all = new Promise<void>((done) =>
    client.onAny((_event: string, n: number) => {
      order.push(n);
      if (order.length === 120) done();
    }),
  );
  line().pause();
  for (let n = 0; n < 120; n += 1) {
    // To this one alone, by socket.io's own way, and to all.
    if (n % 3 === 0) socket.emit('own', n, 'y'.repeat(100_000));
    else io.to('team').emit('packet', n, 'x'.repeat(100_000));
    if (n % 40 === 39) await new Promise((go) => setTimeout(go, 5));
  }
  expect(written.some((w) => w.queued)).toBe(true);
  line().resume();
  await all;
  expect(order).toEqual(Array.from({ length: 120 }, (_, n) => n));
});

test('a socket that is closing is told nothing, and nobody else is the poorer', async () => {
  const other = connect(`http://127.0.0.1:${(io.httpServer.address() as AddressInfo).port}`, {
    transports: ['websocket'],
    forceNew: true,
  });
  const [arrived] = (await once(io, 'connection')) as [Socket];
  await arrived.join('team');
  const told = new Promise((resolve) => void other.once('packet', resolve));
  socket.conn.close();
  io.to('team').emit('packet', 1);
  expect(await told).toBe(1);
  other.close();
});
