/** Where buyers and offices of this trade are; the rest follows. */
export const USUAL_ZONES = [
  'Asia/Shanghai',
  'Asia/Dubai',
  'Asia/Riyadh',
  'Asia/Kolkata',
  'Asia/Bangkok',
  'Asia/Singapore',
  'Asia/Tokyo',
  'Australia/Sydney',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Moscow',
  'Africa/Lagos',
  'America/New_York',
  'America/Chicago',
  'America/Los_Angeles',
  'America/Sao_Paulo',
] as const;
const usual: ReadonlySet<string> = new Set(USUAL_ZONES);
export const otherZones = (): string[] => Intl.supportedValuesOf('timeZone').filter((z) => !usual.has(z));
