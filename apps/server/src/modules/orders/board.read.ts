import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { Injectable } from '@nestjs/common';
import type { BoardSnapshot } from '@tallyboard/contracts/order-cards';
import type { Frame } from '@tallyboard/contracts/live';
import { PACKED_TYPE, packReply } from '@tallyboard/contracts/packed';
import type { Person } from '@tallyboard/contracts/people';
import type { Order } from '@tallyboard/rules/orders/order';
import type { View } from '@tallyboard/rules/people/capabilities';
import { seasonAt } from '@tallyboard/rules/time/season';
import { DataSource, type EntityManager } from 'typeorm';
import { seesTeam } from '../../platform/auth/acting-in.js';
import { Clock } from '../../platform/clock/clock.js';
import { frameFor, teamFeed } from '../../platform/feeds/fact.js';
import { FeedLog } from '../../platform/feeds/feed-log.js';
import { Sequencer } from '../../platform/feeds/sequencer.js';
import { Tail } from '../../platform/feeds/tail.js';
import { AppError } from '../../platform/http/app-error.js';
import { RawReply, type RequestContext, principalOf } from '../../platform/http/request.js';
import { boardLeague, withoutHidden } from './board-league.js';
import { cardFor } from './order-cards.js';
import { selectOrders } from './order-table.js';
import { readSettings } from './stage-settings.js';

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Five is within two percent of nine on packed boards, at a tenth of the time. */
const small = (bytes: Buffer): Promise<Buffer> =>
  brotli(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 5,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      [constants.BROTLI_PARAM_LGWIN]: 24,
    },
  });
/** Finished, lost and cancelled orders are sent along for so long: no column shows them, but they can be found and brought back. */
const FINISHED_DAYS = 30;
const RECENT = 12;
/** Inquiries and calendars tell on the same feed: among so many facts the ticker looks for its own. */
const LOOK_BACK = 1_000;
const TICKER: readonly string[] = [
  'orders.moved',
  'orders.created',
  'orders.lost',
  'orders.undone',
  'points.granted',
  'points.resource_given',
];

/** Which form of which team's board: everything that makes its bytes what they are. */
type Kind = { teamId: string; view: View; packed: boolean };
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
    const kind: Kind = { teamId, view: principal.view, packed: context.acceptsPacked };
    const cached = await this.current(kind);
    const headers = {
      ETag: cached.etag,
      'Cache-Control': 'private, no-cache',
      'Content-Type': kind.packed ? PACKED_TYPE : 'application/json',
      Vary: 'Accept, Accept-Encoding, Cookie',
    };
    if (context.ifNoneMatch === cached.etag) return new RawReply(Buffer.alloc(0), headers, 304);
    if (/\bbr\b/.test(context.acceptEncoding))
      return new RawReply(await (cached.br ??= small(cached.plain)), { ...headers, 'Content-Encoding': 'br' });
    if (/\bgzip\b/.test(context.acceptEncoding))
      return new RawReply(await (cached.gz ??= zip(cached.plain)), { ...headers, 'Content-Encoding': 'gzip' });
    return new RawReply(cached.plain, headers);
  }

  /** One reading for however many ask at once. */
  private async current(kind: Kind): Promise<Cached> {
    const feed = teamFeed(kind.teamId);
    await this.sequencer.follow(feed);
    const known = this.cache.get(keyOf(kind));
    const etag = etagOf(kind, this.tail.epoch, this.sequencer.headOf(feed) ?? 0);
    if (known?.etag === etag && performance.now() - known.madeAt < 3_600_000) return known;
    let making = this.making.get(keyOf(kind));
    if (!making) {
      making = this.make(kind).finally(() => this.making.delete(keyOf(kind)));
      this.making.set(keyOf(kind), making);
    }
    return making;
  }

  private async make(kind: Kind): Promise<Cached> {
    const snapshot = await this.db.transaction('REPEATABLE READ', (tx) => this.read(tx, kind.teamId, kind.view));
    const cached: Cached = {
      etag: etagOf(kind, snapshot.epoch, snapshot.seq),
      plain: Buffer.from(JSON.stringify(kind.packed ? packReply(snapshot) : snapshot)),
      br: null,
      gz: null,
      madeAt: performance.now(),
    };
    this.cache.set(keyOf(kind), cached);
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
      league: await boardLeague(tx, teamId, season, view),
      recent: await withoutHidden(tx, teamId, await this.recent(feed, head!.seq, view)),
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
    const facts = await this.log.latest(feed, seq, { names: TICKER, limit: RECENT, within: LOOK_BACK });
    return facts.map((f) => frameFor(view, f)).filter((f) => f !== null);
  }
}

const formOf = ({ view, packed }: Kind): string => (packed ? `${view}-packed` : view);
const keyOf = (kind: Kind): string => `${kind.teamId} ${formOf(kind)}`;
const etagOf = (kind: Kind, epoch: string, seq: number): string => `"${epoch.slice(0, 12)}-${seq}-${formOf(kind)}"`;
