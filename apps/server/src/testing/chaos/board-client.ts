import type { Frame, Heartbeat, Packet, Subscribed } from '@tallyboard/contracts/live';
import { io, type Socket } from 'socket.io-client';
// The very reducer of the desk and the wall: it is what must not lose anything.
import { type Follower, judgeHeartbeat, startAt, type Step, take } from '../../../../web/src/platform/feed-follower.js';
import type { RemotePerson } from '../remote-team.js';

type Held = { stage: string; version: number; rank: string };
type CardBody = { card?: { id: string } & Held; id?: string } & Partial<Held>;

/** A board that follows its team as the desk does, keeps what it was told, and notes whatever was told twice or out of order. */
export class BoardClient {
  readonly cards = new Map<string, Held>();
  readonly faults: string[] = [];
  at: Follower | null = null;
  feed = '';
  /** How often it had to take the snapshot. */
  snapshots = 0;
  facts = 0;
  /** When the node last saw its database, as the last heartbeat says. */
  asOf = '';
  lastPacketAt = 0;
  readonly socket: Socket;
  private busy = false;
  private ended = false;
  private asleep = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly person: RemotePerson,
    base = person.base,
  ) {
    this.socket = io(base, {
      transports: ['websocket'],
      extraHeaders: { cookie: person.cookie },
      forceNew: true,
      reconnectionDelay: 300,
      reconnectionDelayMax: 1_500,
      autoConnect: false,
      timeout: 5_000,
    });
    this.socket.on('connect', () => void this.sync());
    this.socket.on('disconnect', (reason) => reason === 'io server disconnect' && this.comeBack(1_000));
    this.socket.on('bye', ({ retryAfterMs }: { retryAfterMs: number }) => this.comeBack(retryAfterMs));
    this.socket.on('packet', (packet: Packet) => {
      this.lastPacketAt = performance.now();
      if (this.at && packet.feed === this.feed) this.act(take(this.at, packet));
    });
    this.socket.on('heartbeat', (beat: Heartbeat) => {
      this.asOf = beat.asOf;
      if (this.at && beat.feed === this.feed)
        this.act({ next: this.at, frames: [], want: judgeHeartbeat(this.at, beat) });
    });
  }

  async open(): Promise<this> {
    await this.snapshot();
    this.socket.connect();
    if (!(await this.until(() => this.socket.connected && !this.busy, 10_000)))
      throw new Error('a board could not connect');
    return this;
  }

  /** Stops reading, as a television at night does: the connection stands and nobody is told. */
  sleep(): void {
    this.asleep = true;
    this.socket.io.reconnection(false);
    this.wire().pause();
  }

  wake(): void {
    this.asleep = false;
    this.socket.io.reconnection(true);
    // Whether it was let go it learns by reading; the library, told once not to come back, must be told to connect.
    this.socket.once('disconnect', () => this.comeBack(0));
    this.wire().resume();
    if (!this.socket.connected) this.socket.connect();
  }

  private wire(): { pause: () => void; resume: () => void } {
    return (this.socket.io.engine.transport as unknown as { ws: { pause: () => void; resume: () => void } }).ws;
  }

  /** Sent away, it does not come back. */
  stayAway(): void {
    this.ended = true;
    this.socket.io.reconnection(false);
  }

  close(): void {
    this.ended = true;
    clearTimeout(this.timer);
    this.socket.close();
  }

  /** Waits for something; false when it did not come in time. */
  async until(holds: () => boolean, withinMs: number): Promise<boolean> {
    const began = performance.now();
    while (!holds()) {
      if (performance.now() - began > withinMs) return false;
      await new Promise((go) => setTimeout(go, 5));
    }
    return true;
  }

  private comeBack(ms: number): void {
    setTimeout(() => !this.ended && !this.asleep && this.socket.connect(), ms * (1 + Math.random()));
  }

  private async sync(): Promise<void> {
    if (this.busy || this.ended) return;
    this.busy = true;
    try {
      if (!this.at) await this.snapshot();
      if (this.at && this.socket.connected) await this.subscribe();
    } catch {
      this.soon(300);
    } finally {
      this.busy = false;
    }
  }

  private async snapshot(): Promise<void> {
    const board = await this.person.board();
    this.snapshots += 1;
    this.feed = board.feed;
    this.cards.clear();
    for (const { id, stage, version, rank } of board.cards) this.cards.set(id, { stage, version, rank });
    this.at = startAt(board.epoch, board.seq);
  }

  private async subscribe(): Promise<void> {
    const { epoch, last } = this.at!;
    const answer = (await this.socket
      .timeout(5_000)
      .emitWithAck('subscribe', { feed: this.feed, epoch, since: last })) as Subscribed;
    if (answer.kind === 'refused') return this.soon(500);
    if (answer.kind === 'reload') {
      this.at = null;
      return this.soon(0);
    }
    for (const packet of answer.packets) if (this.at) this.act(take(this.at, packet));
  }

  private soon(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.sync(), ms);
  }

  private act(step: Step): void {
    const before = this.at!.last;
    this.at = step.next;
    for (const [i, frame] of step.frames.entries()) {
      const expected = i === 0 ? before : step.frames[i - 1]!.seq;
      if (frame.seq <= expected) this.faults.push(`fact ${frame.seq} after ${expected}`);
      this.apply(frame);
    }
    if (step.want === 'reload') this.at = null;
    if (step.want !== 'nothing') this.soon(step.want === 'reload' ? 0 : 200);
  }

  private apply({ name, body, seq }: Frame): void {
    this.facts += 1;
    const { card, id, ...moved } = body as CardBody;
    if (name === 'orders.left') this.cards.delete(id!);
    else if (name === 'orders.reranked')
      for (const [cardId, rank] of (body as { ranks: [string, string][] }).ranks)
        this.cards.set(cardId, { ...this.cards.get(cardId)!, rank });
    else if (name.startsWith('orders.') && (card ?? moved.version)) {
      const key = card?.id ?? id!;
      const next = { ...(card ?? moved) } as Held;
      const known = this.cards.get(key)?.version ?? 0;
      if (next.version !== known + 1 && known > 0)
        this.faults.push(`order ${key} went from version ${known} to ${next.version} at ${seq}`);
      this.cards.set(key, { stage: next.stage, version: next.version, rank: next.rank });
    }
  }
}

/** Waits until all boards agree with the server; how long, ms, and what still differs when they did not in time. */
export async function agreed(
  clients: readonly BoardClient[],
  person: RemotePerson,
  withinMs: number,
): Promise<{ ms: number; differ: string[] }> {
  const began = performance.now();
  for (;;) {
    const differ = (await Promise.all(clients.map((client) => differences(client, person)))).flat();
    const ms = performance.now() - began;
    if (differ.length === 0 || ms > withinMs) return { ms: Math.round(ms), differ };
    await new Promise((go) => setTimeout(go, 50));
  }
}

/** What differs between a board and the truth as the server tells it anew; empty when they agree. */
async function differences(client: BoardClient, person: RemotePerson): Promise<string[]> {
  const truth = await person.board();
  if (client.at?.last !== truth.seq) return [`stands at ${client.at?.last ?? 'nothing'}, the feed at ${truth.seq}`];
  return truth.cards.flatMap(({ id, no, stage, version, rank }) => {
    const held = client.cards.get(id);
    return held?.stage === stage && held.version === version && held.rank === rank
      ? []
      : [`${no}: holds ${JSON.stringify(held)}, the truth is ${stage} ${version} ${rank}`];
  });
}
