import type { Socket } from 'socket.io';

/** More than this waiting for a socket, and it does not read as fast as it is told. */
const MOST_BYTES = 256 * 1024;
/** A large packet on a thin line drains slowly; one that does not drain at all for so many looks, nobody reads. */
const LOOKS = 3;
/** However it drains: further behind than so many looks, starting anew costs it less than reading on. */
const LOOKS_IN_ALL = 15;

type Engine = {
  writeBuffer: readonly { data?: string | Buffer }[];
  transport: { socket?: { bufferedAmount: number; terminate: () => void } };
};
type Looked = Pick<Socket, 'conn'>;
type Seen = { backlog: number; stuck: number; over: number };
const engineOf = (socket: Looked): Engine => socket.conn as unknown as Engine;

/** Bytes that were sent to a socket and have not left this process yet. */
export function backlogOf(socket: Looked): number {
  const { writeBuffer, transport } = engineOf(socket);
  return writeBuffer.reduce((sum, { data }) => sum + (data?.length ?? 0), transport.socket?.bufferedAmount ?? 0);
}

/**
 * Ends sockets that do not read (a screen asleep, a network gone without a word) instead of keeping for them what they may never fetch.
 * Who wakes up connects again and catches up.
 */
export class SlowSockets {
  private readonly seen = new WeakMap<Looked, Seen>();

  /** One look at all of them, to be taken every second; how many were ended. */
  look(sockets: readonly Looked[]): number {
    const slow = sockets.filter((socket) => this.isSlow(socket));
    // Not closed in order: a goodbye would wait behind everything else.
    for (const socket of slow) engineOf(socket).transport.socket?.terminate();
    return slow.length;
  }

  private isSlow(socket: Looked): boolean {
    const backlog = backlogOf(socket);
    if (backlog <= MOST_BYTES) return (this.seen.delete(socket), false);
    const before = this.seen.get(socket) ?? { backlog: Infinity, stuck: 0, over: 0 };
    const now = { backlog, stuck: backlog >= before.backlog ? before.stuck + 1 : 0, over: before.over + 1 };
    this.seen.set(socket, now);
    return now.stuck >= LOOKS || now.over >= LOOKS_IN_ALL;
  }
}
