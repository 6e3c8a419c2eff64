import { randomUUID } from 'node:crypto';
import { RawSocket } from '../generator/raw-socket.js';
import { monotonicMs } from '../machine/clock.js';
import type { Client } from './adapter.js';

/** Enough for `42["event",{"position":…`. */
const HEAD_BYTES = 64;
const BEFORE_POSITION = '42["event",{"position":'.length;
const MOVERS = 4;

/** Speaks with `sio-server`: boards listen in the room, moves go over a few sockets of their own. */
export async function createClient(settings: unknown): Promise<Client> {
  const { port } = settings as { port: number };
  const boards: RawSocket[] = [];
  const movers: RawSocket[] = [];
  const positions = new Map<string, number>();
  let listener: (board: number, from: number, to: number, at: number) => void = () => undefined;
  let turn = 0;

  const board = async (index: number): Promise<RawSocket> => {
    const socket = await RawSocket.open({ port, keepBytes: HEAD_BYTES }, (s) => {
      s.onEvent = (head) => {
        const at = monotonicMs();
        const position = parseInt(head.toString('latin1', BEFORE_POSITION, BEFORE_POSITION + 16), 10);
        listener(index, position, position, at);
      };
    });
    await socket.call('join', null);
    return socket;
  };

  for (let i = 0; i < MOVERS; i += 1) movers.push(await RawSocket.open({ port, keepBytes: HEAD_BYTES }));
  return {
    async connect(count) {
      const first = boards.length;
      boards.push(...(await Promise.all(Array.from({ length: count }, (_, i) => board(first + i)))));
    },
    onEvent: (l) => (listener = l),
    async move() {
      const token = randomUUID();
      const ack = await movers[(turn += 1) % MOVERS]!.call('move', { token });
      positions.set(token, Number(/\[(\d+)\]/.exec(ack)![1]));
      return token;
    },
    positions: () => positions,
    close() {
      for (const socket of [...boards, ...movers]) socket.close();
    },
  };
}
