import { createHash } from 'node:crypto';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import type { Connections } from './connections.js';

/** A text that came so often is worth a plan that is kept; what a library makes up anew each time is not. */
const WORTH = 3;
/** Kept plans cost memory in every connection. */
const MOST = 150;

const seen = new Map<string, number>();
const names = new Map<string, string>();

/** The name under which a text is prepared, or undefined while it is not. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST) return known;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < WORTH) {
    if (seen.size > 5_000) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const name = createHash('sha1').update(text).digest('base64url');
  names.set(text, name);
  return name;
}

type Query = pg.Client['query'];

/**
 * A connection for the hot path: what is asked again and again is parsed and planned once, and statements that do not wait for each
 * other's answers (`Promise.all` on one transaction) travel together; Postgres still runs them in order, and after one that fails it
 * refuses the rest of the transaction.
 */
export class PreparedClient extends pg.Client {
  private held = false;

  constructor(options: pg.ClientConfig & { connections: Connections }) {
    super({ ...options, pipeline: true });
    const { connections } = options;
    connections.enter(this);
    const connect = super.connect.bind(this);
    // The pool's way of asking. While nobody answers it is told so at once.
    this.connect = ((callback: (error: Error | null, client?: pg.Client) => void) => {
      const refusal = connections.refusal();
      if (refusal) process.nextTick(callback, refusal);
      else connect(callback);
    }) as typeof connect;
    const send = super.query.bind(this) as (...args: unknown[]) => unknown;
    this.query = ((text: unknown, values?: unknown, ...rest: unknown[]) => {
      this.holdForThisTurn();
      const name = typeof text === 'string' && Array.isArray(values) && values.length > 0 ? nameOf(text) : undefined;
      return name ? send({ name, text, values }, ...rest) : send(text, values, ...rest);
    }) as Query;
  }
  /** What is asked in one turn of the event loop goes out in one write. */
  private holdForThisTurn(): void {
    if (this.held) return;
    this.held = true;
    // Looked up each time: with TLS another stream takes the first one's place.
    const { stream } = (this as unknown as { connection: { stream: Duplex } }).connection;
    stream.cork();
    process.nextTick(() => {
      this.held = false;
      stream.uncork();
    });
  }
}
