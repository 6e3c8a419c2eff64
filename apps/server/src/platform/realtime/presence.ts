import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { Presence, Presences } from '@tallyboard/contracts/live';
import { DataSource } from 'typeorm';
import { Tail } from '../feeds/tail.js';

type Listener = (feed: string, people: Presences['people']) => void;
const ALIVE_SECONDS = 45;
const REFRESH_MS = 20_000;

/** Who is on which board and what they carry, over all nodes: an unlogged table and a touch, so that it works the same with one node or many. */
@Injectable()
export class PresenceBoard implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly mine = new Map<string, { userId: string; state: Presence }>();
  private readonly listeners: Listener[] = [];
  private readonly shown = new Map<string, string>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly tail: Tail,
  ) {}

  onApplicationBootstrap(): void {
    this.tail.onTouch('presence', () => void this.tell().catch(() => undefined));
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), REFRESH_MS);
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  async put(socketId: string, userId: string, state: Presence): Promise<void> {
    this.mine.set(socketId, { userId, state });
    await this.db.query(
      `insert into presence (socket_id, feed, user_id, card_id, carrying, seen_at) values ($1, $2, $3, $4, $5, clock_timestamp())
       on conflict (socket_id) do update set feed = $2, card_id = $4, carrying = $5, seen_at = clock_timestamp()`,
      [socketId, state.feed, userId, state.cardId, state.carrying],
    );
    this.tail.touch('presence');
  }

  async drop(socketId: string): Promise<void> {
    if (!this.mine.delete(socketId)) return;
    await this.db.query('delete from presence where socket_id = $1', [socketId]);
    this.tail.touch('presence');
  }

  /** Keeps our own rows alive, removes those of nodes that died. */
  private async refresh(): Promise<void> {
    if (this.mine.size > 0)
      await this.db.query('update presence set seen_at = clock_timestamp() where socket_id = any($1)', [
        [...this.mine.keys()],
      ]);
    const gone = await this.db.query<unknown[]>(
      `delete from presence where seen_at < clock_timestamp() - make_interval(secs => $1) returning 1`,
      [ALIVE_SECONDS],
    );
    if (gone.length > 0) this.tail.touch('presence');
  }

  private async tell(): Promise<void> {
    const rows = await this.db.query<{ feed: string; people: Presences['people'] }[]>(
      `select feed, jsonb_agg(distinct jsonb_build_object('userId', user_id, 'cardId', card_id, 'carrying', carrying)) as people
       from presence where seen_at > clock_timestamp() - make_interval(secs => $1) group by feed`,
      [ALIVE_SECONDS],
    );
    const now = new Map(rows.map((r) => [r.feed, r.people]));
    for (const feed of new Set([...this.shown.keys(), ...now.keys()])) {
      const people = now.get(feed) ?? [];
      const text = JSON.stringify(people);
      if (this.shown.get(feed) === text) continue;
      this.shown.set(feed, text);
      for (const listener of this.listeners) listener(feed, people);
    }
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer) clearInterval(this.timer);
    if (this.mine.size > 0)
      await this.db
        .query('delete from presence where socket_id = any($1)', [[...this.mine.keys()]])
        .catch(() => undefined);
  }
}
