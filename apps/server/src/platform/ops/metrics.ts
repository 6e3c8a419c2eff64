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

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
