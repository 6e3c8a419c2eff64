/**
 * How a product takes part in the bench. To put another one beside us, write the two halves below and name it in `rows/live.ts`:
 *
 * - `Product` lives in the bench's own process: it starts the server, fills the board, and tells where the rest is.
 * - `Client` lives in the generator processes and speaks the product's own wire protocol, as its web client does. A generator owns some
 *   boards (they only listen) and some of the moves. It does as little per packet as it can; what it does is the same for everybody.
 *
 * The bench knows a move by the token that `move` returns, and an event by its position: a number that the product's packets carry
 * and that grows by one with each change. `positions` says which token stands at which position, so that what a board received can be
 * matched with what was sent, whichever process sent it.
 */
export interface Product {
  readonly name: string;
  /** One line for the report: what it does for one move. */
  readonly about: string;
  /** Starts its server in a process of its own, on what `seed` left. */
  start(): Promise<void>;
  /** Prepares a board of so many orders (or as many as the product needs). Called before `start`, once per size. */
  seed(orders: number): Promise<void>;
  /** What the generators need to speak with the running server; `boards` and `movers` at most. */
  plan(boards: number): Promise<ClientPlan>;
  /** The whole board, fetched as a screen does that was just switched on. */
  load(): Promise<{ bytes: number; ms: number }>;
  /** Root processes of its server, for CPU and memory; the database is counted apart. */
  processes(): number[];
  stop(): Promise<void>;
}

/** A module of ours with `createClient(settings, share)`, and settings that can be sent to another process. */
export type ClientPlan = { module: string; settings: unknown };
/** Which part of the boards and moves a generator owns: the `index`-th of `of`. */
export type Share = { index: number; of: number };

export interface Client {
  /** Opens that many boards, each subscribed and up to date. */
  connect(boards: number): Promise<void>;
  /** Told of every packet: which board (0 … n−1 of this generator) got the positions `from` to `to`, and when (monotonic ms). */
  onEvent(listener: (board: number, from: number, to: number, at: number) => void): void;
  /** Makes one move, the next in line; resolves with its token when it was acknowledged, rejects when it was refused. */
  move(): Promise<string>;
  /** Tokens and positions learnt so far. */
  positions(): Map<string, number>;
  /** Resolves when every board that lost its connection has it back and is up to date; the instants (monotonic ms) at which each was. */
  recover?(): Promise<number[]>;
  close(): void;
}

export type CreateClient = (settings: unknown, share: Share) => Promise<Client>;
