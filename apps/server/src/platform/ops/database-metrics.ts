import { Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { Metrics } from './metrics.js';

/** Figures of the database as this node sees it: its connections, and how far what follows from facts is behind them. */
@Injectable()
export class DatabaseMetrics {
  constructor(db: DataSource, { registry }: Metrics) {
    const registers = [registry];
    const pool = (): Pool => (db.driver as unknown as { master: Pool }).master;
    new Gauge({
      name: 'db_connections',
      help: 'Connections of this node to Postgres.',
      registers,
      collect() {
        this.set(pool().totalCount);
      },
    });
    new Gauge({
      name: 'db_waiting',
      help: 'Who waits for a connection.',
      registers,
      collect() {
        this.set(pool().waitingCount);
      },
    });
    new Gauge({
      name: 'reaction_behind_facts',
      help: 'Facts that a reaction has not taken in yet.',
      labelNames: ['reaction'],
      registers,
      async collect() {
        const rows = await db.query<{ name: string; behind: number }[]>(
          `select r.name, coalesce(sum(h.seq - coalesce(c.seq, 0)), 0)::int8 as behind from reaction r cross join feed_head h
           left join reaction_cursor c on c.reaction = r.name and c.feed = h.feed group by r.name`,
        );
        for (const { name, behind } of rows) this.set({ reaction: name }, behind);
      },
    });
  }
}
