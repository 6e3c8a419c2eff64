import type { ClientPlan, Share } from '../adapters/adapter.js';

/** What the bench asks of a generator process. Instants are monotonic ms, common to all processes. */
export type Ask =
  | { do: 'begin'; plan: ClientPlan; share: Share }
  | { do: 'connect'; boards: number }
  | { do: 'run'; load: GeneratorLoad; settleMs: number }
  | { do: 'recover' }
  | { do: 'close' };

export type GeneratorLoad =
  | { kind: 'open'; rate: number; seconds: number; startAt: number }
  | { kind: 'closed'; inFlight: number; seconds: number; startAt: number };

/** What one generator saw of one run. Moves and packets are columns: there may be a million of them. */
export type Seen = {
  moves: { tokens: string[]; due: Float64Array; acked: Float64Array };
  packets: { board: Int32Array; from: Int32Array; to: Int32Array; at: Float64Array };
  positions: [string, number][];
  /** How many moves were refused or failed, and the first reason. */
  failures: { count: number; first: string | null };
};

export type Answer = { ok: true; value: unknown } | { ok: false; error: string };
