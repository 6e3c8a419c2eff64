import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../ops/logger.js';

const EVERY_MS = 600_000;

/**
 * Looks every ten minutes at what becomes of things by time alone. Any node may do it: each thing is looked at once more under its lock. A
 * look that fails, or one thing of it, stands in no other's way and is tried again in the next round.
 */
export abstract class Watch implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private closed = false;

  /** `what`: as the log names it. */
  protected constructor(
    private readonly what: string,
    private readonly logger: Logger,
  ) {}

  /** One round, everything that is due now. */
  protected abstract round(): Promise<void>;

  onApplicationBootstrap(): void {
    // A round that takes longer is not overtaken by the next.
    this.timer = setInterval(() => void (this.running ??= this.look().finally(() => (this.running = null))), EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    this.closed = true;
    if (this.timer) clearInterval(this.timer);
    await this.running;
  }

  async look(): Promise<void> {
    await this.round().catch((error: unknown) => {
      if (!this.closed) this.logger.warn({ error }, `${this.what} could not be looked at`);
    });
  }

  protected async alone(id: string, work: () => Promise<unknown>): Promise<void> {
    if (this.closed) return;
    await work().catch((error: unknown) => {
      if (!this.closed) this.logger.warn({ error, id }, `something of ${this.what} could not be seen to`);
    });
  }
}
