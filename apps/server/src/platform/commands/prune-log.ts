import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { COMMAND_RETENTION_MS } from '../http/endpoint.guard.js';
import { Logger } from '../ops/logger.js';

const EVERY_MS = 3_600_000;
const AT_ONCE = 5_000;

/** Forgets answers that are older than anybody may repeat. Facts are never forgotten. */
@Injectable()
export class PruneLog implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly db: DataSource,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(
      () => void this.prune().catch((error: unknown) => this.logger.warn({ error }, 'old answers could not be pruned')),
      EVERY_MS,
    );
  }

  /** In small steps, each on its own, so that nobody waits for it. */
  async prune(): Promise<number> {
    let pruned = 0;
    for (;;) {
      const [, count] = await this.db.query<[unknown, number]>(
        `delete from command_log where (actor_id, command_id) in (select actor_id, command_id from command_log where at < clock_timestamp() - make_interval(secs => $1) limit $2)`,
        [(COMMAND_RETENTION_MS * 1.1) / 1000, AT_ONCE],
      );
      pruned += count;
      if (count < AT_ONCE) return pruned;
    }
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }
}
