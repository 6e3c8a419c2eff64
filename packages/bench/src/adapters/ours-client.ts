import { randomUUID } from 'node:crypto';
import { STAGES, type Stage } from '@tallyboard/rules/orders/stages';
import { HttpLines } from '../generator/http-line.js';
import { RawSocket } from '../generator/raw-socket.js';
import { monotonicMs } from '../machine/clock.js';
import type { Client, Share } from './adapter.js';

export type OurSettings = {
  port: number;
  feed: string;
  epoch: string;
  seq: number;
  orders: { id: string; stage: Stage; version: number }[];
  /** Cookies: of those who move, and one for each board. */
  movers: string[];
  boards: string[];
};

/** Enough for `42["packet",{"feed":…,"epoch":…,"from":…,"to":…`; the contract (packets) says what is in it, not in which order. */
const HEAD_BYTES = 256;
const WALK = STAGES.slice(0, STAGES.indexOf('CLOSED'));
const RETRY_MS = 100;

/** One board: its socket and the position it has reached. */
type Board = { index: number; cookie: string; socket: RawSocket | null; at: number };

/** Speaks our protocol (contracts/README.md): moves over HTTP, boards over sockets. */
export function createClient(given: unknown, share: Share): Promise<Client> {
  const settings = given as OurSettings;
  const { port, feed, epoch, seq } = settings;
  const mine = <T>(all: readonly T[]): T[] => all.filter((_, i) => i % share.of === share.index);
  const orders = mine(settings.orders).map((o) => ({ ...o }));
  const [cookies, movers] = [mine(settings.boards), mine(settings.movers)];
  const free = [...orders];
  const lines = new HttpLines(port);
  const boards: Board[] = [];
  const positions = new Map<string, number>();
  let listener: (board: number, from: number, to: number, at: number) => void = () => undefined;
  let turn = 0;

  /** The first board of each generator reads its packets whole and learns at which position each move stands. */
  const learn = (packet: string): void => {
    const { facts } = (
      JSON.parse(packet.slice(2)) as [string, { facts: { seq: number; name: string; cmd: string }[] }]
    )[1];
    for (const fact of facts) if (fact.name === 'orders.moved') positions.set(fact.cmd, fact.seq);
  };
  const take = (board: Board, head: Buffer): void => {
    const at = monotonicMs();
    const text = head.toString('latin1', 0, HEAD_BYTES);
    if (!text.startsWith('42["packet"')) return;
    const from = numberAfter(text, '"from":');
    const to = numberAfter(text, '"to":');
    board.at = Math.max(board.at, to);
    listener(board.index, from, to, at);
    if (board.index === 0) learn(head.toString());
  };
  const open = async (board: Board): Promise<void> => {
    const socket = await RawSocket.open(
      { port, cookie: board.cookie, keepBytes: board.index === 0 ? Infinity : HEAD_BYTES },
      (s) => (s.onEvent = (head) => take(board, head)),
    );
    const answer = await socket.call('subscribe', { feed, epoch, since: board.at });
    if (!answer.includes('"kind":"packets"')) throw new Error(`subscribe was answered with ${answer}`);
    if (answer.includes('"to":')) board.at = Math.max(board.at, numberAfter(answer, '"to":'));
    board.socket = socket;
  };
  const recover = (board: Board): Promise<number> =>
    new Promise((resolve) => {
      const again = (): void => {
        open(board).then(
          () => resolve(monotonicMs()),
          () => setTimeout(again, RETRY_MS * (0.5 + Math.random())),
        );
      };
      board.socket!.onClose = again;
    });

  return Promise.resolve({
    async connect(count: number) {
      const fresh = Array.from({ length: count }, (_, i): Board => ({
        index: boards.length + i,
        cookie: cookies[boards.length + i]!,
        socket: null,
        at: seq,
      }));
      boards.push(...fresh);
      // A few at a time, as people come to the office.
      for (let i = 0; i < fresh.length; i += 25) await Promise.all(fresh.slice(i, i + 25).map(open));
    },
    onEvent: (l: typeof listener) => (listener = l),
    async move() {
      const order = free.shift();
      if (!order) throw new Error('every order of this generator is under way');
      const token = randomUUID();
      const { body, next } = stepOf(order, orders[(turn * 7919) % orders.length]!.id, turn % 2 === 0);
      turn += 1;
      const { status, body: said } = await lines.post(
        `/api/v1/orders/${order.id}/move`,
        `Cookie: ${movers[turn % movers.length]!}\r\nIdempotency-Key: ${token}\r\n`,
        body,
      );
      if (status !== 200) throw new Error(`${status} ${said.slice(0, 200)}`);
      order.stage = next;
      order.version += 1;
      free.push(order);
      return token;
    },
    positions: () => positions,
    recover: () => Promise.all(boards.map(recover)),
    close() {
      for (const board of boards) board.socket?.close();
      lines.close();
    },
  } satisfies Client);
}

/**
 * The next step of an order: one stage forward, and from the last back to the first with a reason; so one move in a few earns points
 * or takes them back. Half are dropped on top, half behind some other card.
 */
function stepOf(
  order: { id: string; stage: Stage; version: number },
  other: string,
  onTop: boolean,
): { body: string; next: Stage } {
  const at = WALK.indexOf(order.stage);
  const last = at === WALK.length - 1;
  const next = last ? WALK[0]! : WALK[at + 1]!;
  const afterId = onTop || other === order.id ? null : other;
  return {
    next,
    body: JSON.stringify({
      expectedVersion: order.version,
      toStage: next,
      afterId,
      ...(last && { reason: 'mistake' }),
    }),
  };
}

const numberAfter = (text: string, label: string): number =>
  parseInt(text.slice(text.indexOf(label) + label.length, text.indexOf(label) + label.length + 16), 10);
