import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { io as connect, type Socket as ClientSocket } from 'socket.io-client';
import { expect, test } from 'vitest';
import { OneWriteAdapter } from './one-write-adapter.js';

type Sender = { sendFrame: (list: Buffer[], done?: () => void) => void };

const heard = (client: ClientSocket, event: string): Promise<unknown> =>
  new Promise((resolve) => void client.once(event, resolve));

test('a packet to a room is one buffer for each socket, and arrives as it was sent', async () => {
  const http = createServer().listen(0, '127.0.0.1');
  await once(http, 'listening');
  const io = new Server(http, { transports: ['websocket'], adapter: OneWriteAdapter });
  const pieces: number[] = [];
  io.on('connection', (socket) => {
    void socket.join('team');
    const { _sender: sender } = (socket.conn.transport as unknown as { socket: { _sender: Sender } }).socket;
    const send = sender.sendFrame.bind(sender);
    sender.sendFrame = (list, done) => (pieces.push(list.length), send(list, done));
  });
  const client = connect(`http://127.0.0.1:${(http.address() as AddressInfo).port}`, { transports: ['websocket'] });
  try {
    await heard(client, 'connect');
    pieces.length = 0;
    const arrived = heard(client, 'packet');
    const packet = { facts: ['信用证', 'x'.repeat(70_000)] };
    io.to('team').emit('packet', packet);
    expect([await arrived, pieces]).toEqual([packet, [1]]);
  } finally {
    client.close();
    await io.close();
  }
});
