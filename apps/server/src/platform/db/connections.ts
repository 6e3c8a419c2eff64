import type { Duplex } from 'node:stream';

type Client = { connection: { stream: Duplex }; once(event: 'end', listener: () => void): unknown };

/** The connections of one data source, so that all can be broken at once, and whether new ones are worth trying. */
export class Connections {
  private readonly open = new Set<Client>();
  isAway = false;

  enter(client: Client): void {
    this.open.add(client);
    client.once('end', () => this.open.delete(client));
  }

  /** The refusal for who wants to connect now; null lets them try. */
  refusal(): Error | null {
    // In the words in which the driver says that a connection broke.
    return this.isAway ? new Error('Connection terminated: the database does not answer') : null;
  }

  /** Breaks all: whoever waits for an answer is told that none will come. How many there were. */
  break(): number {
    const broken = [...this.open];
    this.open.clear();
    for (const { connection } of broken) connection.stream.destroy();
    return broken.length;
  }
}
