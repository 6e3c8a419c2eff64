import type { Server as HttpServer } from 'node:http';
import type { Duplex } from 'node:stream';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { CLIENT_EVENTS, EVENT_ALLOW, type Packet, type Subscribed } from '@tallyboard/contracts/live';
import { PROTOCOL } from '@tallyboard/contracts/platform';
import { VIEWS } from '@tallyboard/rules/people/capabilities';
import { Server, type Socket } from 'socket.io';
import type { z } from 'zod';
import { type Principal, PrincipalSource } from '../auth/principal.js';
import { BUILD } from '../config/build.js';
import { frameFor, type StoredFact } from '../feeds/fact.js';
import { Sequencer } from '../feeds/sequencer.js';
import { Tail } from '../feeds/tail.js';
import { isAllowed } from '../http/endpoint.guard.js';
import { Logger } from '../ops/logger.js';
import { Metrics } from '../ops/metrics.js';
import { Door, type Guest } from './door.js';
import { answerTrial, asksForUpgrade, isTrial, turnAway } from './handshake.js';
import { MessageBudget } from './message-budget.js';
import { OneWriteAdapter } from './one-write-adapter.js';
import { PacketPace } from './packet-pace.js';
import { PresenceBoard } from './presence.js';
import { SlowSockets } from './slow-sockets.js';

/** Further behind than this, a client fetches the snapshot instead. */
const CATCH_UP = 500;
const HEARTBEAT_MS = 10_000;
const RECHECK_MS = 60_000;
const SLOW_CHECK_MS = 1_000;

type Data = Guest & { feeds: Set<string> };
type Events = Record<string, (...args: unknown[]) => void>;
type LiveSocket = Socket<Events, Events, Events, Data>;
const room = (feed: string, view: string): string => `${feed}|${view}`;

/** The sockets: they only push. Who may follow what is decided here; a client never names a room (architecture §2). */
@Injectable()
export class LiveServer implements BeforeApplicationShutdown {
  private closing = false;
  private io: Server<Events, Events, Events, Data> | null = null;
  private timers: NodeJS.Timeout[] = [];
  private readonly slow = new SlowSockets();
  private readonly pace = new PacketPace((feed, facts) => this.push(feed, facts));

  constructor(
    private readonly sequencer: Sequencer,
    private readonly tail: Tail,
    private readonly principals: PrincipalSource,
    private readonly presence: PresenceBoard,
    private readonly door: Door,
    private readonly metrics: Metrics,
    private readonly logger: Logger,
  ) {}

  attach(http: HttpServer): void {
    const io = new Server<Events, Events, Events, Data>(http, {
      transports: ['websocket'],
      serveClient: false,
      perMessageDeflate: false,
      adapter: OneWriteAdapter,
      maxHttpBufferSize: 64 * 1024,
      pingInterval: 10_000,
      pingTimeout: 10_000,
      connectTimeout: 5_000,
      // Before the upgrade: `cors` does not protect the websocket transport.
      allowRequest: (req, done) => {
        if (this.closing) return done('request.busy', false);
        if (isTrial(req) && asksForUpgrade(req)) return answerTrial(req);
        void this.door.knock(req).then((refusal) => {
          if (refusal) turnAway(req, refusal);
          done(refusal, refusal === null);
        });
      },
    });
    this.io = io;
    // While a handshake is judged nobody else listens to its connection, and a reset that nobody hears ends the process.
    http.on('upgrade', (_req, connection: Duplex) => connection.on('error', () => undefined));
    io.use((socket, next) => {
      // A connection that is gone already will not tell when it closes.
      if (socket.conn.readyState !== 'open') return;
      const guest = this.door.enter(socket.request, (leave) => socket.conn.once('close', leave));
      if (!guest) return next(new Error('request.too_many'));
      socket.data = { ...guest, feeds: new Set() };
      next();
    });
    io.on('connection', (socket) => this.welcome(socket));
    this.sequencer.listen((feed, facts) => this.pace.offer(feed, facts));
    this.presence.onChange((feed, people) => {
      for (const view of ['team', 'price']) io.to(room(feed, view)).emit('presences', { feed, people });
    });
    this.tail.onTouch('access', () => void this.recheck());
    this.timers.push(
      setInterval(() => this.beat(), HEARTBEAT_MS),
      setInterval(() => void this.recheck(), RECHECK_MS),
      setInterval(() => this.metrics.slowSockets.inc(this.slow.look(this.sockets())), SLOW_CHECK_MS),
    );
  }

  /** Connected sockets by kind, for the metrics. */
  count(): { user: number; device: number } {
    const counts = { user: 0, device: 0 };
    for (const socket of this.sockets()) counts[socket.data.principal.kind] += 1;
    return counts;
  }

  private sockets(): LiveSocket[] {
    return [...(this.io?.sockets.sockets.values() ?? [])];
  }

  private welcome(socket: LiveSocket): void {
    const budget = new MessageBudget();
    socket.emit('hello', { protocol: PROTOCOL, build: BUILD });
    // What changed between the handshake and now was not told to this socket.
    this.principals.byToken(socket.data.token).then(
      (now) => this.keepOrClose(socket, now),
      () => undefined,
    );
    const on = <N extends keyof typeof CLIENT_EVENTS>(
      name: N,
      handle: (input: z.infer<(typeof CLIENT_EVENTS)[N]>) => Promise<unknown>,
    ): void => {
      const event: string = name;
      socket.on(event, (...args: unknown[]) => {
        const last = args.at(-1);
        const ack = typeof last === 'function' ? (last as (answer: unknown) => void) : () => undefined;
        if (!budget.take()) return void socket.disconnect(true);
        if (!isAllowed(EVENT_ALLOW[name], socket.data.principal))
          return ack({ kind: 'refused', code: 'people.forbidden' });
        const parsed = CLIENT_EVENTS[name].safeParse(args[0]);
        if (!parsed.success) return ack({ kind: 'refused', code: 'validation.failed' });
        handle(parsed.data as z.infer<(typeof CLIENT_EVENTS)[N]>).then(ack, (error: unknown) => {
          this.logger.warn({ error, event: name }, 'a socket event failed');
          ack({ kind: 'refused', code: 'request.busy' });
        });
      });
    };
    on('subscribe', (input) => this.subscribe(socket, input));
    on('unsubscribe', async ({ feed }) => this.leave(socket, feed));
    on('presence', async (input) => {
      const { principal, feeds } = socket.data;
      if (feeds.has(input.feed)) await this.presence.put(socket.id, principal.id, input);
    });
    socket.on('disconnect', () => void this.presence.drop(socket.id).catch(() => undefined));
  }

  private async subscribe(
    socket: LiveSocket,
    { feed, epoch, since }: { feed: string; epoch: string; since: number },
  ): Promise<Subscribed> {
    const { principal } = socket.data;
    if (!mayFollow(principal, feed)) return { kind: 'refused', code: 'people.forbidden' };
    await this.sequencer.follow(feed);
    // What waits is told to those who are in already; this one reads it below.
    this.pace.flush(feed);
    // Joined first, read second: what commits in between comes twice and is dropped, rather than not at all.
    await socket.join(room(feed, principal.view));
    socket.data.feeds.add(feed);
    const head = this.sequencer.headOf(feed) ?? 0;
    socket.emit('heartbeat', { feed, epoch: this.tail.epoch, head, asOf: this.tail.asOf });
    const known = epoch === this.tail.epoch && since <= head;
    const missed = known ? await this.sequencer.since(feed, since, CATCH_UP) : null;
    this.metrics.catchUps.inc({ by: missed ? 'packets' : 'snapshot' });
    if (!missed) return { kind: 'reload' };
    return {
      kind: 'packets',
      packets: missed.head > since ? [this.packet(feed, principal.view, missed.facts, since + 1, missed.head)] : [],
    };
  }

  private async leave(socket: LiveSocket, feed: string): Promise<void> {
    await socket.leave(room(feed, socket.data.principal.view));
    socket.data.feeds.delete(feed);
    await this.presence.drop(socket.id);
  }

  private push(feed: string, facts: readonly StoredFact[]): void {
    if (!this.io || facts.length === 0) return;
    const told = this.metrics.telling.startTimer();
    for (const view of VIEWS) {
      const to = room(feed, view);
      if (this.io.sockets.adapter.rooms.has(to))
        this.io.to(to).emit('packet', this.packet(feed, view, facts, facts[0]!.seq, facts.at(-1)!.seq));
    }
    told();
  }

  private packet(
    feed: string,
    view: Principal['view'],
    facts: readonly StoredFact[],
    from: number,
    to: number,
  ): Packet {
    return {
      feed,
      epoch: this.tail.epoch,
      from,
      to,
      facts: facts.map((f) => frameFor(view, f)).filter((f) => f !== null),
    };
  }

  private beat(): void {
    for (const feed of this.sequencer.followed()) {
      // The head it tells is one that everybody has been told of.
      this.pace.flush(feed);
      const beat = { feed, epoch: this.tail.epoch, head: this.sequencer.headOf(feed), asOf: this.tail.asOf };
      for (const view of VIEWS) this.io?.to(room(feed, view)).emit('heartbeat', beat);
    }
  }

  /** Access may have changed: close or re-scope every socket whose principal is not what it was. */
  private async recheck(): Promise<void> {
    const sockets = this.sockets();
    // One question for all of them: with hundreds, one each would take longer than a revocation may.
    const now = await this.principals.byTokens([...new Set(sockets.map((s) => s.data.token))]).catch(() => null);
    if (now) for (const socket of sockets) this.keepOrClose(socket, now.get(socket.data.token) ?? null);
  }

  private keepOrClose(socket: LiveSocket, now: Principal | null): void {
    const was = socket.data.principal;
    if (now && now.view === was.view && now.teamId === was.teamId && sameRights(now, was)) return;
    socket.emit('bye', { reason: now ? 'restart' : 'revoked', retryAfterMs: 0 });
    socket.disconnect(true);
  }

  /**
   * Tells everybody to come back in a while, spread out, and closes. Before the http server is closed: that waits for
   * every connection, and an open socket is one.
   */
  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const timer of this.timers) clearInterval(timer);
    this.pace.close();
    for (const socket of this.sockets())
      socket.emit('bye', { reason: 'restart', retryAfterMs: Math.floor(Math.random() * 1_500) });
    this.io?.disconnectSockets(true);
    this.io?.engine.close();
  }
}

const sameRights = (a: Principal, b: Principal): boolean =>
  [...a.capabilities].sort().join() === [...b.capabilities].sort().join();

/** A person follows the teams they may see and their own feed; a screen follows the team it was paired for. */
export function mayFollow(principal: Principal, feed: string): boolean {
  if (!principal.capabilities.has('board.view')) return false;
  if (feed === `team:${principal.teamId}`) return true;
  if (principal.kind === 'device') return false;
  if (feed.startsWith('team:')) return principal.capabilities.has('teams.all');
  return feed === `user:${principal.id}` || feed === 'org';
}
