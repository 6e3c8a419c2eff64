import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Prometheus figures of this node. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  readonly requests = new Histogram({
    name: 'http_request_seconds',
    help: 'Requests by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2],
    registers: [this.registry],
  });
  readonly refusals = new Counter({
    name: 'refusals_total',
    help: 'Refusals by problem code.',
    labelNames: ['code'],
    registers: [this.registry],
  });

  readonly slowSockets = new Counter({
    name: 'live_sockets_slow_total',
    help: 'Sockets that were ended because they did not read.',
    registers: [this.registry],
  });

  readonly telling = new Histogram({
    name: 'live_tell_seconds',
    help: 'How long it took to tell a feed to everybody who follows it here.',
    buckets: [0.001, 0.005, 0.02, 0.1, 0.5],
    registers: [this.registry],
  });
  readonly catchUps = new Counter({
    name: 'live_catch_ups_total',
    help: 'Followers that came (back): caught up by packets, or sent to the snapshot.',
    labelNames: ['by'],
    registers: [this.registry],
  });

  readonly decided = new Counter({
    name: 'moves_decided_total',
    help: 'Moves by what they were decided on: the board in memory or the database; and batches in vain, where the memory did not hold.',
    labelNames: ['by'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
