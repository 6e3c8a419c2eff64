import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { BoardSnapshot } from '@tallyboard/contracts/order-cards';
import type { Frame } from '@tallyboard/contracts/live';
import type { Person } from '@tallyboard/contracts/people';
import type { Order } from '@tallyboard/rules/orders/order';
import type { View } from '@tallyboard/rules/people/capabilities';
import { seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { Clock } from '../../platform/clock/clock.js';
import { frameFor, teamFeed } from '../../platform/feeds/fact.js';
import { FeedLog } from '../../platform/feeds/feed-log.js';
import { Sequencer } from '../../platform/feeds/sequencer.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
import { RawReply, type RequestContext, principalOf } from '../../platform/http/request.js';
import { cardFor } from './order-cards.js';
import { selectOrders } from './order-table.js';
import { readSettings } from './stage-settings.js';
import { seesTeam } from './visible.js';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Finished, lost and cancelled orders are sent along for so long: no column shows them, but they can be found and brought back. */
const FINISHED_DAYS = 30;
const RECENT = 12;
const TICKER: readonly string[] = ['orders.moved', 'orders.created', 'orders.lost', 'orders.undone', 'points.granted'];

type Cached = { etag: string; plain: Buffer; br: Promise<Buffer> | null; gz: Promise<Buffer> | null; madeAt: number };

/** The board of a team at one position of its feed, kept as bytes per view until the feed moves on. */
@Injectable()
export class BoardRead {
  private readonly cache = new Map<string, Cached>();
  private readonly making = new Map<string, Promise<Cached>>();

  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly log: FeedLog,
    private readonly sequencer: Sequencer,
    private readonly tail: Tail,
  ) {}

  async get(context: RequestContext, teamId: string): Promise<RawReply> {
    const principal = principalOf(context);
    if (!seesTeam(principal, teamId)) throw new AppError('people.team_not_found');
    const cached = await this.current(teamId, principal.view);
    const headers = {
      ETag: cached.etag,
      'Cache-Control': 'private, no-cache',
      'Content-Type': 'application/json',
      Vary: 'Accept-Encoding, Cookie',
    };
    if (context.ifNoneMatch === cached.etag) return new RawReply(Buffer.alloc(0), headers, 304);
    if (/\bbr\b/.test(context.acceptEncoding))
      return new RawReply(
        await (cached.br ??= brotli(cached.plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } })),
        { ...headers, 'Content-Encoding': 'br' },
      );
    if (/\bgzip\b/.test(context.acceptEncoding))
      return new RawReply(await (cached.gz ??= zip(cached.plain)), { ...headers, 'Content-Encoding': 'gzip' });
    return new RawReply(cached.plain, headers);
  }

  /** One reading for however many ask at once. */
  private async current(teamId: string, view: View): Promise<Cached> {
    await this.sequencer.follow(teamFeed(teamId));
    const head = this.sequencer.headOf(teamFeed(teamId));
    const key = `${teamId} ${view}`;
    const known = this.cache.get(key);
    if (
      known?.etag === `"${this.tail.epoch.slice(0, 12)}-${head}-${view}"` &&
      performance.now() - known.madeAt < 3_600_000
    )
      return known;
    let making = this.making.get(key);
    if (!making) {
      making = this.make(teamId, view).finally(() => this.making.delete(key));
      this.making.set(key, making);
    }
    return making;
  }

  private async make(teamId: string, view: View): Promise<Cached> {
    const snapshot = await this.db.transaction('REPEATABLE READ', (tx) => this.read(tx, teamId, view));
    const cached: Cached = {
      etag: `"${snapshot.epoch.slice(0, 12)}-${snapshot.seq}-${view}"`,
      plain: Buffer.from(JSON.stringify(snapshot)),
      br: null,
      gz: null,
      madeAt: performance.now(),
    };
    this.cache.set(`${teamId} ${view}`, cached);
    return cached;
  }

  async read(tx: EntityManager, teamId: string, view: View): Promise<BoardSnapshot> {
    const feed = teamFeed(teamId);
    const now = this.clock.now();
    const [head] = await tx.query<{ seq: number }[]>(
      'select coalesce((select seq from feed_head where feed = $1), 0)::int8 as seq',
      [feed],
    );
    const [[team], [office]] = [
      await tx.query<{ id: string; name: string }[]>('select id, name from people_team_view where id = $1', [teamId]),
      await tx.query<{ zone: string }[]>('select zone from people_organization_view'),
    ];
    if (!team || !office) throw new AppError('people.team_not_found');
    const season = seasonAt(now, office.zone).code;
    const orders = await selectOrders(
      tx,
      `o.team_id = $1 and ((o.status <> 'cancelled' and o.stage not in ('CLOSED', 'LOST')) or o.stage_since > $2::timestamptz - make_interval(days => $3)) order by o.rank`,
      [teamId, now, FINISHED_DAYS],
    );
    return {
      feed,
      epoch: this.tail.epoch,
      seq: head!.seq,
      at: now,
      team,
      zone: office.zone,
      settings: await readSettings(tx, teamId),
      people: await this.people(tx, teamId, orders),
      cards: orders.map((o) => cardFor(view, o)),
      league: {
        season,
        standings: await tx.query(
          'select s.user_id as "userId", s.points from points_standing_view s join people_person_view p on p.id = s.user_id where p.team_id = $1 and s.season = $2 and s.points > 0 order by s.points desc, s.user_id',
          [teamId, season],
        ),
      },
      recent: await this.recent(feed, head!.seq, view),
    };
  }

  /** The team, and whoever else an order on its board still names: they are not active here. */
  private people(tx: EntityManager, teamId: string, orders: readonly Order[]): Promise<Person[]> {
    const named = new Set(orders.flatMap((o) => [...Object.values(o.owners), ...o.credit.map((c) => c.userId)]));
    return tx.query<Person[]>(
      `select id, name, name_en as "nameEn", hue, roles, active and team_id = $1 as active
         from people_person_view where team_id = $1 or id = any($2::uuid[]) order by id`,
      [teamId, [...named].filter((id) => id !== null)],
    );
  }

  private async recent(feed: string, seq: number, view: View): Promise<Frame[]> {
    const facts = await this.log.before(feed, seq, 60);
    return facts
      .filter((f) => TICKER.includes(f.name))
      .slice(-RECENT)
      .map((f) => frameFor(view, f))
      .filter((f) => f !== null);
  }
}
