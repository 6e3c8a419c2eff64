const MINUTE_MS = 60_000;
/** Minutes until the next try, after the first, the second …; about two days in all. */
const WAITS = [1, 5, 15, 60, 240, 720, 1440];

/** What becomes of a mail that could not be sent: another try later, or, where the other end refused the address for good or after two days, none. */
export function outcomeOf(error: unknown, attempts: number, now: string): { code: string; nextAt: string | null } {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  const status = typeof responseCode === 'number' ? responseCode : null;
  const told = [typeof code === 'string' ? code : 'error', status ?? ''].join(' ').trim();
  const wait = WAITS[attempts - 1];
  const refusedForGood = code === 'EENVELOPE' && status !== null && status >= 500;
  if (wait === undefined || refusedForGood) return { code: told, nextAt: null };
  return { code: told, nextAt: new Date(Date.parse(now) + wait * MINUTE_MS).toISOString() };
}
