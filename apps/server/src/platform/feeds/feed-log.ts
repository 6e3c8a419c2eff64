import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type StoredFact, storedFact } from './fact.js';

type Row = Parameters<typeof storedFact>[0];
const COLUMNS = 'feed, seq, name, payload, actor_id, command_id, occurred_at';

/** Reads the log of facts. */
@Injectable()
export class FeedLog {
  constructor(private readonly db: DataSource) {}

  /** Up to `limit` facts of a feed after a position, in order. */
  async after(feed: string, seq: number, limit: number): Promise<StoredFact[]> {
    const rows = await this.db.query<Row[]>(
      `select ${COLUMNS} from feed_event where feed = $1 and seq > $2 order by seq limit $3`,
      [feed, seq, limit],
    );
    return rows.map(storedFact);
  }

  /** The last `limit` facts of a feed up to a position, oldest first. */
  async before(feed: string, seq: number, limit: number): Promise<StoredFact[]> {
    const rows = await this.db.query<Row[]>(
      `select ${COLUMNS} from feed_event where feed = $1 and seq <= $2 order by seq desc limit $3`,
      [feed, seq, limit],
    );
    return rows.map(storedFact).reverse();
  }

  /** The last `limit` facts of these names among the last `within` of a feed, oldest first. */
  async latest(
    feed: string,
    seq: number,
    { names, limit, within }: { names: readonly string[]; limit: number; within: number },
  ): Promise<StoredFact[]> {
    const rows = await this.db.query<Row[]>(
      `select ${COLUMNS} from feed_event where feed = $1 and seq <= $2 and seq > $2 - $3::int and name = any($4) order by seq desc limit $5`,
      [feed, seq, within, names, limit],
    );
    return rows.map(storedFact).reverse();
  }

  /** Where these feeds stand; feeds without a fact are left out. */
  async heads(feeds: readonly string[]): Promise<Map<string, number>> {
    const rows = await this.db.query<{ feed: string; seq: number }[]>(
      'select feed, seq from feed_head where feed = any($1)',
      [feeds],
    );
    return new Map(rows.map((r) => [r.feed, r.seq]));
  }

  async head(feed: string): Promise<number> {
    return (await this.heads([feed])).get(feed) ?? 0;
  }

  /**
   * The epoch, which changes by itself when the database was restored: positions of before mean nothing then. And the versions of
   * topics, which grow with what is no fact (migration 160).
   */
  async standing(): Promise<{ epoch: string; topics: Readonly<Record<string, number>> }> {
    const [row] = await this.db.query<[{ epoch: string; topics: Record<string, number> }]>(
      'select epoch, (select jsonb_object_agg(topic, version) from topic_version) as topics from epoch',
    );
    return row;
  }
}
