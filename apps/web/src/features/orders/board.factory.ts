import type { BoardSnapshot, Card, StageSettings } from '@tallyboard/contracts/order-cards';
import { DEFAULT_COLUMNS, STAGE_NAMES, STAGES } from '@tallyboard/rules/orders/stages';

let made = 0;
const idOf = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`;

export const someSettings = (): StageSettings => ({
  version: 1,
  columns: DEFAULT_COLUMNS.map((c, position) => ({
    id: idOf(900 + position),
    lane: c.lane,
    position,
    nameZh: c.zh,
    nameEn: c.en,
    wipLimit: null,
    wipHard: false,
  })),
  stages: STAGES.map((code, position) => ({
    code,
    position,
    columnId: idOf(900 + DEFAULT_COLUMNS.findIndex((c) => c.stages.includes(code))),
    nameZh: STAGE_NAMES[code].zh,
    nameEn: STAGE_NAMES[code].en,
  })),
});
export function aCard(fields: Partial<Card> = {}): Card {
  made += 1;
  return {
    id: idOf(made),
    no: `YD-${made}`,
    customerId: idOf(800),
    customerName: 'Al Rashid',
    country: 'SA',
    title: '',
    promisedShipOn: null,
    deadline: null,
    owners: { sales: idOf(700), documents: null, logistics: null },
    tracks: { production: 0, documents: 0, logistics: 0, payment: 0 },
    stage: 'QUOTED',
    stageSince: '2026-11-20T00:00:00.000Z',
    rank: `a${String(made).padStart(4, '0')}V`,
    status: 'active',
    statusReason: null,
    lostFrom: null,
    version: 1,
    ...fields,
  };
}
export const aSnapshot = (cards: Card[]): BoardSnapshot => ({
  feed: `team:${idOf(600)}`,
  epoch: 'e',
  seq: 10,
  at: '2026-11-23T00:00:00.000Z',
  team: { id: idOf(600), name: 'One' },
  zone: 'Asia/Shanghai',
  settings: someSettings(),
  people: [],
  cards,
  league: { season: '2026Q4', standings: [], rookies: [] },
  recent: [],
});
