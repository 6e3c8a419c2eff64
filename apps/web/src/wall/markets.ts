import type { WallCard } from '@tallyboard/contracts/order-cards';
import type { city } from '@tallyboard/locale/zh-cn/wall';
import { isInHand } from './lanes';

/** The zone of the city that stands for a market. */
const ZONES = {
  AE: 'Asia/Dubai',
  AR: 'America/Argentina/Buenos_Aires',
  AU: 'Australia/Sydney',
  BD: 'Asia/Dhaka',
  BE: 'Europe/Brussels',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CL: 'America/Santiago',
  CO: 'America/Bogota',
  DE: 'Europe/Berlin',
  EG: 'Africa/Cairo',
  ES: 'Europe/Madrid',
  FR: 'Europe/Paris',
  GB: 'Europe/London',
  GH: 'Africa/Accra',
  ID: 'Asia/Jakarta',
  IL: 'Asia/Jerusalem',
  IN: 'Asia/Kolkata',
  IT: 'Europe/Rome',
  JP: 'Asia/Tokyo',
  KE: 'Africa/Nairobi',
  KR: 'Asia/Seoul',
  KZ: 'Asia/Almaty',
  LK: 'Asia/Colombo',
  MA: 'Africa/Casablanca',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NG: 'Africa/Lagos',
  NL: 'Europe/Amsterdam',
  NZ: 'Pacific/Auckland',
  PE: 'America/Lima',
  PH: 'Asia/Manila',
  PK: 'Asia/Karachi',
  PL: 'Europe/Warsaw',
  RU: 'Europe/Moscow',
  SA: 'Asia/Riyadh',
  SE: 'Europe/Stockholm',
  SG: 'Asia/Singapore',
  TH: 'Asia/Bangkok',
  TR: 'Europe/Istanbul',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  VN: 'Asia/Ho_Chi_Minh',
  ZA: 'Africa/Johannesburg',
} as const satisfies Record<keyof typeof city, string>;

export type Market = { country: keyof typeof city; zone: string };
const SHOWN = 3;
const isKnown = (country: string): country is Market['country'] => Object.hasOwn(ZONES, country);

/** The markets with the most orders in hand whose clocks differ from each other and from the office. */
export function marketsOf(cards: Iterable<WallCard>, officeZone: string, clock: (zone: string) => string): Market[] {
  const counts = new Map<Market['country'], number>();
  for (const c of cards) if (isInHand(c) && isKnown(c.country)) counts.set(c.country, (counts.get(c.country) ?? 0) + 1);
  const times = new Set([clock(officeZone)]);
  const markets: Market[] = [];
  for (const [country] of [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))) {
    const zone = ZONES[country];
    if (markets.length === SHOWN || times.has(clock(zone))) continue;
    times.add(clock(zone));
    markets.push({ country, zone });
  }
  return markets;
}
