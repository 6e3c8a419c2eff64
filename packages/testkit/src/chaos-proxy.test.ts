import { once } from 'node:events';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChaosProxy } from './chaos-proxy.js';

let echo: net.Server;
let proxy: ChaosProxy;
beforeEach(async () => {
  echo = net.createServer((socket) => socket.on('error', () => undefined).pipe(socket)).listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await ChaosProxy.start({ port: (echo.address() as net.AddressInfo).port });
});
afterEach(async () => {
  await proxy.stop();
  echo.close();
});

interface Client {
  readonly socket: net.Socket;
  readonly received: () => string;
}

// Not `once`: that takes the reset itself for a failure.
const closed = (socket: net.Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

async function connect(): Promise<Client> {
  const socket = net.connect(proxy.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return { socket, received: () => text };
}

it('passes bytes both ways, and the end of a connection', async () => {
  const { socket, received } = await connect();
  socket.end('hello');
  await closed(socket);
  expect(received()).toBe('hello');
  await expect.poll(() => proxy.connections).toBe(0);
});

it('cut: resets what is open and refuses what is new, until healed', async () => {
  const { socket } = await connect();
  await expect.poll(() => proxy.connections).toBe(1);
  proxy.cut();
  await closed(socket);
  const refused = net.connect(proxy.port, '127.0.0.1').on('error', () => undefined);
  await closed(refused);
  expect(refused.bytesRead).toBe(0);
  proxy.heal();
  const again = await connect();
  again.socket.write('back');
  await expect.poll(again.received).toBe('back');
});

it('blackhole: looks open, nothing arrives, and everything does once healed', async () => {
  const before = await connect();
  before.socket.write('a');
  await expect.poll(before.received).toBe('a');
  proxy.blackhole();
  before.socket.write('b');
  const during = await connect();
  during.socket.write('c');
  await sleep(150);
  expect([before.received(), during.received(), before.socket.destroyed]).toEqual(['a', '', false]);
  proxy.heal();
  await expect.poll(before.received).toBe('ab');
  await expect.poll(during.received).toBe('c');
});

it('latency: later, but in order', async () => {
  const { socket, received } = await connect();
  proxy.latency(100);
  const start = performance.now();
  for (const word of ['one ', 'two ', 'three']) {
    socket.write(word);
    await sleep(5);
  }
  await expect.poll(received).toBe('one two three');
  // Once on the way there, once on the way back.
  expect(performance.now() - start).toBeGreaterThan(195);
});
