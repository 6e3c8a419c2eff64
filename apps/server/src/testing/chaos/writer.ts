import { setTimeout as sleep } from 'node:timers/promises';
import type { PriceCard } from '@tallyboard/contracts/order-cards';
import type { RemotePerson } from '../remote-team.js';

/**
 * Somebody who moves one card to and fro without end, as the web app would: a move whose answer was lost is sent again with the same
 * command id until there is an answer. Afterwards the card's version tells whether each was done exactly once.
 */
export class Writer {
  acked = 0;
  /** Answers that were no success, by status. */
  readonly refused = new Map<number, number>();
  resent = 0;
  slowestMs = 0;
  private running: Promise<void> | null = null;
  private stopped = false;

  private constructor(
    readonly person: RemotePerson,
    public card: PriceCard,
    private readonly pauseMs: number,
  ) {}

  static async start(person: RemotePerson, pauseMs = 0): Promise<Writer> {
    const writer = new Writer(person, await person.order(), pauseMs);
    writer.running = writer.work();
    return writer;
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      await this.insist();
      if (this.pauseMs > 0) await sleep(this.pauseMs * (0.5 + Math.random()));
    }
  }

  private async insist(): Promise<void> {
    const commandId = crypto.randomUUID();
    const began = performance.now();
    for (;;) {
      const answer = await this.person.move(this.card, commandId).catch(() => null);
      if (answer?.status === 200) {
        this.card = answer.reply.card as PriceCard;
        this.acked += 1;
        this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
        return;
      }
      if (answer) this.refused.set(answer.status, (this.refused.get(answer.status) ?? 0) + 1);
      this.resent += 1;
      await sleep(60 + Math.random() * 80);
    }
  }

  /** Finishes the move at hand, whatever it takes, and says what went wrong; empty when every move was done exactly once. */
  async end(): Promise<string[]> {
    this.stopped = true;
    await this.running;
    return this.card.version === this.acked + 1
      ? []
      : [`${this.card.no} was moved ${this.acked} times and is at version ${this.card.version}`];
  }
}
