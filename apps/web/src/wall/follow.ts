import type { Frame, Heartbeat, Packet, Subscribe, Subscribed } from '@tallyboard/contracts/live';
import { type Follower, judgeHeartbeat, startAt, type Step, take } from '../platform/feed-follower';
import { reconnectDelay } from './backoff';
import { NO_PULSE, type Pulse, STALE_MS } from './freshness';

const CATCH_UP_MS = 200;
const ACK_MS = 8000;

/** The little of socket.io that a wall uses. */
export type WallSocket = {
  connected: boolean;
  connect(): unknown;
  disconnect(): unknown;
  on(event: string, listener: (...args: never[]) => void): unknown;
  timeout(ms: number): { emitWithAck(event: 'subscribe', input: Subscribe): Promise<Subscribed> };
};
/** What the follower needs of its screen. */
export type WallFeed = {
  feed: string;
  /** Fetches the snapshot, shows it and says where it stands; null when that failed. */
  load(): Promise<{ epoch: string; seq: number } | null>;
  apply(frames: readonly Frame[]): void;
  pulse(pulse: Pulse): void;
  /** The server does not know us any more, or not for this feed: ask it who we are. */
  doubt(): void;
  hello(server: { protocol: number; build: string }): void;
};

/**
 * Follows a team's feed for ever: snapshot, then packets in order, and the snapshot again when in doubt (laws L3, L4, L7, L8).
 * It comes back by itself from whatever ended the connection; only `stop` ends it.
 */
export class WallFollow {
  private at: Follower | null = null;
  private pulse: Pulse = NO_PULSE;
  private lostSince: number | null = null;
  private waitAtLeast = 0;
  private busy = false;
  private onceMore = false;
  private stopped = false;
  private knock: ReturnType<typeof setTimeout> | undefined;
  private again: ReturnType<typeof setTimeout> | undefined;
  private readonly watch: ReturnType<typeof setInterval>;

  constructor(
    private readonly socket: WallSocket,
    private readonly to: WallFeed,
    private readonly random: () => number = Math.random,
  ) {
    socket.on('connect', () => {
      this.lostSince = null;
      void this.sync();
    });
    // A browser is not told why a handshake failed: nobody there, or we are not known any more.
    socket.on('connect_error', () => {
      to.doubt();
      this.comeBack();
    });
    // Also when the server closed the door ("io server disconnect"): nobody else calls connect().
    socket.on('disconnect', () => this.comeBack());
    socket.on('hello', (h: { protocol: number; build: string }) => to.hello(h));
    socket.on('packet', (p: Packet) => p.feed === to.feed && this.at && this.act(take(this.at, p)));
    socket.on('heartbeat', (b: Heartbeat) => b.feed === to.feed && this.beat(b));
    socket.on('bye', (b: { reason: string; retryAfterMs: number }) => {
      if (b.reason === 'revoked') to.doubt();
      this.waitAtLeast = b.retryAfterMs;
    });
    this.watch = setInterval(() => {
      const silentFor = Date.now() - (this.pulse.beatAt ?? Date.now());
      if (socket.connected && silentFor > STALE_MS + 5000) this.wake();
    }, 5000);
  }

  start(): void {
    this.socket.connect();
    // The board is shown although the socket may be shut out: the snapshot does not wait for it.
    void this.sync();
  }
  /** After sleep or a change of network the old connection is not worth asking: knock at once. */
  wake(): void {
    if (this.stopped) return;
    this.lostSince = null;
    this.waitAtLeast = 0;
    if (this.socket.connected) this.socket.disconnect();
    clearTimeout(this.knock);
    this.socket.connect();
  }
  /** Takes the snapshot again, so that what ages without a fact (a day, a season) is true. */
  refresh(): void {
    this.at = null;
    this.soon(0);
  }
  stop(): void {
    this.stopped = true;
    clearInterval(this.watch);
    clearTimeout(this.knock);
    clearTimeout(this.again);
    this.socket.disconnect();
  }

  private comeBack(): void {
    this.tell({ synced: false });
    if (this.stopped) return;
    this.lostSince ??= Date.now();
    const delay = Math.max(this.waitAtLeast, reconnectDelay(Date.now() - this.lostSince, this.random()));
    this.waitAtLeast = 0;
    clearTimeout(this.knock);
    this.knock = setTimeout(() => this.socket.connect(), delay);
  }
  private tell(change: Partial<Pulse>): void {
    this.pulse = { ...this.pulse, ...change };
    this.to.pulse(this.pulse);
  }
  /** Brings us up to date: a snapshot if there is none, then everything since. */
  private async sync(): Promise<void> {
    if (this.stopped) return;
    if (this.busy) {
      this.onceMore = true;
      return;
    }
    this.busy = true;
    try {
      if (!this.at) {
        const start = await this.to.load();
        if (!start) {
          this.tell({ synced: false });
          return this.soon(1000 + 2000 * this.random());
        }
        this.at = startAt(start.epoch, start.seq);
      }
      if (this.socket.connected) await this.subscribe(this.at);
    } finally {
      this.busy = false;
      const inDoubt = !this.at || !this.pulse.synced || this.at.waiting.length > 0;
      if (this.onceMore && inDoubt) this.soon(0);
      this.onceMore = false;
    }
  }
  private async subscribe(at: Follower): Promise<void> {
    const { feed } = this.to;
    const input = { feed, epoch: at.epoch, since: at.last };
    const answer = await this.socket
      .timeout(ACK_MS)
      .emitWithAck('subscribe', input)
      .catch(() => null);
    // No answer over an open connection: it is dead, and does not know it yet.
    if (!answer) return this.socket.connected ? this.wake() : undefined;
    if (answer.kind === 'packets') {
      for (const packet of answer.packets) if (this.at) this.act(take(this.at, packet));
      if (this.at) this.tell({ synced: true, beatAt: Date.now() });
      return;
    }
    if (answer.kind === 'reload') return this.refresh();
    if (answer.code === 'people.forbidden') this.to.doubt();
    this.soon(2000);
  }
  private soon(ms: number): void {
    clearTimeout(this.again);
    this.again = setTimeout(() => void this.sync(), ms);
  }
  private act(step: Step): void {
    this.at = step.next;
    if (step.frames.length > 0) this.to.apply(step.frames);
    this.want(step.want);
  }
  private want(want: Step['want']): void {
    if (want === 'reload') this.refresh();
    else if (want === 'catch_up') this.soon(CATCH_UP_MS);
    else clearTimeout(this.again);
  }
  private beat(beat: Heartbeat): void {
    this.tell({ beatAt: Date.now(), asOf: beat.asOf });
    if (this.at) this.want(judgeHeartbeat(this.at, beat));
  }
}
