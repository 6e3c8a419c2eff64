import type { About, Asked, PairingPolled, PairingStarted } from './server';

/** What the pairing screen shows. `secret` is kept, `code` is shown. */
export type Pairing =
  | { kind: 'asking' }
  | { kind: 'lost' }
  | { kind: 'busy' }
  | { kind: 'showing'; code: string; secret: string; expiresAt: number; approveUrl: string; localOnly: boolean }
  | { kind: 'approved' };

export type PairingServer = {
  about: () => Promise<Asked<About>>;
  startPairing: () => Promise<Asked<PairingStarted>>;
  pollPairing: (secret: string) => Promise<Asked<PairingPolled>>;
};

const POLL_MS = 5000;
const BUSY_MS = 20_000;
const isLocal = (host: string): boolean => /^(localhost|127\.|\[?::1)/.test(host);

/** A phone cannot open "localhost": where the server knows its address in the office, that one is shown. */
export function reachableUrl(approveUrl: string, lanUrl: string | null): { approveUrl: string; localOnly: boolean } {
  const url = new URL(approveUrl);
  if (!isLocal(url.host)) return { approveUrl, localOnly: false };
  if (lanUrl === null) return { approveUrl, localOnly: true };
  return { approveUrl: new URL(url.pathname + url.search, lanUrl).href, localOnly: false };
}

async function begin(server: PairingServer, now: number): Promise<Pairing> {
  const about = await server.about();
  const started = await server.startPairing();
  if (started.kind === 'refused') return { kind: 'busy' };
  if (started.kind === 'lost') return { kind: 'lost' };
  const { code, secret, expiresAt, approveUrl } = started.reply;
  const lanUrl = about.kind === 'reply' ? about.reply.lanUrl : null;
  // The server's clock may not be ours: a code is trusted for ten minutes at most, and for a moment at least.
  const lasts = Math.min(600_000, Math.max(30_000, Date.parse(expiresAt) - now));
  return { kind: 'showing', code, secret, expiresAt: now + lasts, ...reachableUrl(approveUrl, lanUrl) };
}

/** The next state: asks for a code, asks whether it was approved, takes a new one when it is over. */
export async function nextPairing(state: Pairing, server: PairingServer, now: number): Promise<Pairing> {
  if (state.kind === 'approved') return state;
  if (state.kind !== 'showing') return begin(server, now);
  const polled = await server.pollPairing(state.secret);
  // Nobody there: the code is still good if the server comes back in time.
  if (polled.kind !== 'reply') return now < state.expiresAt ? state : begin(server, now);
  if (polled.reply.state === 'approved') return { kind: 'approved' };
  return polled.reply.state === 'gone' || now >= state.expiresAt ? begin(server, now) : state;
}

/** How long to wait before the next step. */
export function pairingPause(state: Pairing, now: number, random: number): number {
  if (state.kind === 'showing') return Math.max(500, Math.min(POLL_MS, state.expiresAt - now));
  return state.kind === 'busy' ? BUSY_MS * (0.5 + random) : 1000 + 2000 * random;
}

/** "BCDF GHJK" as two groups of four. */
export const groupsOf = (code: string): [string, string] => [code.slice(0, 4), code.slice(4)];
