import type { PROTOCOL } from '@tallyboard/contracts/platform';
import { recall, remember } from '../platform/storage';

/** The protocol this page was written for; another number in the contract does not compile until this one follows. */
const MY_PROTOCOL: typeof PROTOCOL = 8;
const NOT_AGAIN_FOR_MS = 60_000;
let firstBuild: string | null = null;

/** True when the server is not the one this page came from. The first build we hear of is ours. */
export function isOutdated(server: { protocol: number; build: string }): boolean {
  firstBuild ??= server.build;
  return server.protocol !== MY_PROTOCOL || server.build !== firstBuild;
}

/** Loads the page anew, but not in a circle while two releases run side by side. */
export function reloadPage(now: number): void {
  const last = Number(recall('session', 'wall.reloaded') ?? 0);
  if (now - last < NOT_AGAIN_FOR_MS) return;
  remember('session', 'wall.reloaded', String(now));
  location.reload();
}
