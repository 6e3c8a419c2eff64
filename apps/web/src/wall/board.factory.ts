import type { BoardSnapshot, WallCard } from '@tallyboard/contracts/order-cards';
import { STAGE_NAMES, STAGES, type Stage } from '@tallyboard/rules/orders/stages';

/** A card as a wall sees it. */
export const cardOf = (id: string, stage: Stage, more: Partial<WallCard> = {}): WallCard => ({
  id,
  no: `YD-${id}`,
  country: 'AE',
  promisedShipOn: null,
  deadline: null,
  owners: { sales: 'lin', documents: null, logistics: null },
  tracks: { production: 0, documents: 0, logistics: 0, payment: 0 },
  stage,
  stageSince: '2026-11-20T00:00:00.000Z',
  rank: 'a0',
  status: 'active',
  version: 1,
  ...more,
});
const person = (id: string) => ({
  id,
  name: '林晓雯',
  nameEn: 'Lin Xiaowen',
  hue: 1,
  roles: ['sales' as const],
  active: true,
});
/** A team with two people and these cards. */
export const snapshotOf = (cards: WallCard[]): BoardSnapshot => ({
  feed: 'org',
  epoch: 'a',
  seq: 0,
  at: '2026-11-20T00:00:00.000Z',
  team: { id: 'team', name: '外贸一部' },
  zone: 'Asia/Shanghai',
  settings: {
    version: 1,
    columns: [],
    stages: STAGES.map((code, position) => ({
      code,
      position,
      columnId: 'c',
      nameZh: STAGE_NAMES[code].zh,
      nameEn: STAGE_NAMES[code].en,
    })),
  },
  people: [person('lin'), person('zhou')],
  cards: cards as BoardSnapshot['cards'],
  league: { season: '2026Q4', standings: [{ userId: 'lin', points: 10 }], rookies: [] },
  recent: [],
});
