import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import pg from 'pg';
import { DataSource } from 'typeorm';
import type { Connections } from '../db/connections.js';
import { Logger } from '../ops/logger.js';
import type { StoredFact } from './fact.js';
import { FeedLog } from './feed-log.js';
import { Sequencer } from './sequencer.js';

const CHANNEL = 'tallyboard';
const HINT_EVERY_MS = 20;
const POLL_MS = 1_000;

type Hint = { node: string; feeds?: Record<string, number>; topic?: string };

/**
 * Learns of other nodes' commits: hints over LISTEN/NOTIFY on a connection of their own (coalesced, at most 50 a second, never
 * inside a write transaction) and, whatever happens to them, a poll of the heads every second.
 */
@Injectable()
export class Tail implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly node = crypto.randomUUID();
  private readonly dirty = new Map<string, number>();
  private readonly topics = new Set<string>();
  private readonly topicListeners = new Map<string, (() => void)[]>();
  private client: pg.Client | null = null;
  private sending: NodeJS.Timeout | null = null;
  private polling: NodeJS.Timeout | null = null;
  private pollRunning = false;
  private closed = false;
  /** When this node last read the heads from the database. */
  asOf = new Date(0).toISOString();
  epoch = '';
  /** Up to when (of `performance.now()`) every topic that changed anywhere has been told of here. */
  toldUntil = -Infinity;
  private topicVersions: Readonly<Record<string, number>> | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly log: FeedLog,
    private readonly sequencer: Sequencer,
    private readonly logger: Logger,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.lookAround();
    await this.listen();
    this.polling = setInterval(() => void this.poll(), POLL_MS);
  }

  /** After a commit: hand the facts to the sequencer and tell the other nodes soon. */
  published(facts: readonly StoredFact[]): void {
    this.sequencer.committed(facts);
    for (const fact of facts) this.dirty.set(fact.feed, Math.max(fact.seq, this.dirty.get(fact.feed) ?? 0));
    this.sendSoon();
  }

  /** Something that is no fact (presence, revocation) changed: every node, this one too, asks the database. */
  touch(topic: string): void {
    this.topics.add(topic);
    this.tell(topic.split(' ')[0]!);
    this.sendSoon();
  }
  onTouch(topic: string, listener: () => void): void {
    this.topicListeners.set(topic, [...(this.topicListeners.get(topic) ?? []), listener]);
  }

  private sendSoon(): void {
    if (this.sending || this.closed) return;
    this.sending = setTimeout(() => {
      void this.send().finally(() => {
        this.sending = null;
        if (this.dirty.size + this.topics.size > 0) this.sendSoon();
      });
    }, HINT_EVERY_MS);
  }

  private async send(): Promise<void> {
    const client = this.client;
    if (!client) return;
    const hints: Hint[] = [...this.topics].map((topic) => ({ node: this.node, topic }));
    // NOTIFY carries at most 8,000 bytes.
    const feeds = [...this.dirty];
    for (let i = 0; i < feeds.length; i += 100)
      hints.push({ node: this.node, feeds: Object.fromEntries(feeds.slice(i, i + 100)) });
    this.topics.clear();
    this.dirty.clear();
    try {
      for (const hint of hints) await client.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify(hint)]);
    } catch (error) {
      this.logger.warn({ error }, 'hints could not be sent; other nodes will notice by polling');
    }
  }

  private async listen(): Promise<void> {
    if (this.closed) return;
    const { url, extra } = this.db.options as unknown as {
      url: string;
      extra: { options: string; connections: Connections };
    };
    const client = new pg.Client({
      connectionString: url,
      options: extra.options,
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    extra.connections.enter(client);
    client.on('notification', (message) => this.take(message.payload ?? ''));
    client.on('error', () => {
      this.client = null;
      void client.end().catch(() => undefined);
      this.listenAgain();
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
      this.client = client;
    } catch (error) {
      this.logger.warn({ error }, 'no connection for hints; polling instead');
      this.listenAgain();
    }
  }

  private listenAgain(): void {
    if (!this.closed) setTimeout(() => void this.listen(), 1_000).unref();
  }

  private take(payload: string): void {
    const hint = JSON.parse(payload) as Hint;
    if (hint.node === this.node) return;
    for (const [feed, head] of Object.entries(hint.feeds ?? {})) void this.sequencer.hint(feed, head);
    if (hint.topic) this.tell(hint.topic);
  }

  private tell(topic: string): void {
    for (const listener of this.topicListeners.get(topic) ?? []) listener();
  }

  private async poll(): Promise<void> {
    if (this.pollRunning) return;
    this.pollRunning = true;
    try {
      const heads = await this.log.heads(this.sequencer.followed());
      await this.lookAround();
      await Promise.all([...heads].map(([feed, head]) => this.sequencer.hint(feed, head)));
    } catch (error) {
      this.logger.warn({ error }, 'the database did not answer the poll');
    } finally {
      this.pollRunning = false;
    }
  }

  /** The epoch, and which topics changed without our being told: a hint may be lost, what the database counts is not. */
  private async lookAround(): Promise<void> {
    const began = performance.now();
    const { epoch, topics } = await this.log.standing();
    const known = this.topicVersions;
    this.topicVersions = topics;
    for (const [topic, version] of Object.entries(topics)) if (known && known[topic] !== version) this.tell(topic);
    if (this.epoch !== '' && this.epoch !== epoch) await this.sequencer.startAnew();
    this.epoch = epoch;
    this.asOf = new Date().toISOString();
    this.toldUntil = began;
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.polling) clearInterval(this.polling);
    if (this.sending) clearTimeout(this.sending);
    await this.client?.end().catch(() => undefined);
  }
}
