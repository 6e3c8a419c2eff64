import { PROTOCOL } from '@tallyboard/contracts/platform';
import type { Heartbeat, Packet, Presences, Subscribed } from '@tallyboard/contracts/live';
import type { Frame } from '@tallyboard/contracts/live';
import { io, type Socket } from 'socket.io-client';
import { serverNow } from './clock';
import { type Follower, judgeHeartbeat, startAt, type Step, take } from './feed-follower';
import { liveState } from './live-state';

const CATCH_UP_MS = 200;
const STALE_MS = 25_000;
const ACK_MS = 8000;
/** Is what a node knows of its database recent? One that is cut off from it goes on beating, and says since when. */
const isYoung = (asOf: string): boolean => serverNow().getTime() - Date.parse(asOf) <= STALE_MS;

export type Following = {
  feed: string;
  /** Fetches the snapshot, puts it in place and says at which position it stands; null when that failed. */
  load: () => Promise<{ epoch: string; seq: number } | null>;
  apply: (frames: readonly Frame[]) => void;
  /** A later snapshot took the place of frames that nobody will hear: whatever else was read before may have changed too. */
  missed?: () => void;
  presences?: (p: Presences) => void;
  /** The server sent us away or does not know us here any more: who we are, or what we may, may have changed. */
  dismissed?: () => void;
};

/** Follows one feed over one socket: snapshot, then packets in order, and the snapshot again when in doubt. */
export class Live {
  private readonly socket: Socket;
  private at: Follower | null = null;
  private catchUp: ReturnType<typeof setTimeout> | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private readonly watch: ReturnType<typeof setInterval>;
  private lastBeat = 0;
  private busy = false;
  private ended = false;
  private hadOne = false;
  private told: { cardId: string | null; carrying: boolean } = { cardId: null, carrying: false };

  constructor(private readonly following: Following) {
    this.socket = io({ transports: ['websocket'], reconnectionDelayMax: 5000, autoConnect: false });
    this.socket.on('connect', () => void this.sync());
    this.socket.on('disconnect', (reason) => {
      liveState.lost();
      // The manager gives up by itself when the server closed the door.
      if (reason === 'io server disconnect') this.comeBack(1000);
    });
    // A browser is not told why a handshake failed: nobody there, or we are not known any more.
    this.socket.on('connect_error', () => {
      following.dismissed?.();
      if (!this.socket.active) this.comeBack(3000);
    });
    this.socket.on('hello', (h: { protocol: number }) => liveState.speaks(h.protocol === PROTOCOL));
    this.socket.on('packet', (p: Packet) => p.feed === following.feed && this.take(p));
    this.socket.on('heartbeat', (b: Heartbeat) => b.feed === following.feed && this.beat(b));
    this.socket.on('presences', (p: Presences) => p.feed === following.feed && following.presences?.(p));
    this.socket.on('bye', (b: { reason: string; retryAfterMs: number }) => {
      if (b.reason === 'revoked') this.close();
      else this.comeBack(b.retryAfterMs);
      following.dismissed?.();
    });
    this.watch = setInterval(() => {
      const { asOf } = liveState.now;
      if (Date.now() - this.lastBeat > STALE_MS || (asOf !== null && !isYoung(asOf))) liveState.lost();
    }, 2000);
  }
  start(): void {
    this.socket.connect();
    // The board must be readable although the socket is shut out: the snapshot does not wait for it.
    void this.sync();
  }
  /** Says what I am looking at or carrying; said again after every reconnect. */
  tell(cardId: string | null, carrying: boolean): void {
    this.told = { cardId, carrying };
    if (this.socket.connected) this.socket.emit('presence', { feed: this.following.feed, cardId, carrying });
  }
  close(): void {
    this.ended = true;
    clearInterval(this.watch);
    clearTimeout(this.catchUp);
    clearTimeout(this.retry);
    this.socket.close();
  }
  private comeBack(ms: number): void {
    clearTimeout(this.retry);
    this.retry = setTimeout(() => !this.ended && this.socket.connect(), ms * (1 + Math.random()));
  }
  /** Brings us up to date: a snapshot if there is none, then everything since. */
  private async sync(reload = false): Promise<void> {
    if (this.busy || this.ended) return;
    this.busy = true;
    try {
      if (reload || !this.at) await this.snapshot();
      if (this.at && this.socket.connected) await this.subscribe();
    } finally {
      this.busy = false;
    }
  }
  private async snapshot(): Promise<void> {
    const start = await this.following.load().catch(() => null);
    if (!start) return this.soon(3000);
    this.at = startAt(start.epoch, start.seq);
    if (this.hadOne) this.following.missed?.();
    this.hadOne = true;
  }
  private async subscribe(): Promise<void> {
    const { feed } = this.following;
    const since = { feed, epoch: this.at!.epoch, since: this.at!.last };
    const answer = await (this.socket.timeout(ACK_MS).emitWithAck('subscribe', since) as Promise<Subscribed>).catch(
      () => null,
    );
    if (answer?.kind === 'refused') this.following.dismissed?.();
    if (!answer || answer.kind === 'refused') return this.soon(2000);
    if (answer.kind === 'reload') {
      this.at = null;
      return this.soon(0);
    }
    for (const packet of answer.packets) this.take(packet);
    this.tell(this.told.cardId, this.told.carrying);
  }
  private soon(ms: number): void {
    clearTimeout(this.catchUp);
    this.catchUp = setTimeout(() => void this.sync(), ms);
  }
  private take(packet: Packet): void {
    if (!this.at) return;
    this.act(take(this.at, packet));
  }
  private act(step: Step): void {
    this.at = step.next;
    if (step.frames.length > 0) this.following.apply(step.frames);
    if (step.want === 'reload') this.at = null;
    if (step.want === 'nothing') clearTimeout(this.catchUp);
    else this.soon(step.want === 'reload' ? 0 : CATCH_UP_MS);
  }
  private beat(beat: Heartbeat): void {
    this.lastBeat = Date.now();
    if (this.at && isYoung(beat.asOf)) liveState.fresh(beat.asOf);
    else liveState.lost();
    if (this.at) this.act({ next: this.at, frames: [], want: judgeHeartbeat(this.at, beat) });
  }
}
