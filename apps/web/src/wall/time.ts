const made = new Map<string, Intl.DateTimeFormat>();
function clock(zone: string): Intl.DateTimeFormat {
  let known = made.get(zone);
  if (!known) {
    const two = '2-digit' as const;
    known = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: two, minute: two, second: two, hourCycle: 'h23' });
    made.set(zone, known);
  }
  return known;
}

/** `14:03:22` in a zone. */
export const secondsIn = (zone: string, at: number): string => clock(zone).format(at);
/** `14:03` in a zone. */
export const minutesIn = (zone: string, at: number): string => secondsIn(zone, at).slice(0, 5);
export const hourIn = (zone: string, at: number): number => Number(secondsIn(zone, at).slice(0, 2));

/** `9:41`: how long something still lasts. */
export function countdown(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `20:04:09`: how long something has lasted. */
export const elapsed = (ms: number): string => {
  const m = Math.max(0, Math.floor(ms / 60_000));
  return `${Math.floor(m / 60)}:${String(m % 60).padStart(2, '0')}:${String(Math.floor(ms / 1000) % 60).padStart(2, '0')}`;
};
