/**
 * The stages of an export order (trade.md §3.1). The codes are fixed: rules speak of them. Names, order, grouping and limits are
 * a team's own data (`StageDefinition`, `BoardColumn`), which start as the defaults here.
 */
export const STAGES = [
  'INQUIRY',
  'QUOTED',
  'NEGOTIATING',
  'PI_SIGNED',
  'SECURED',
  'PRODUCTION',
  'INSPECTED',
  'BOOKED',
  'DOCS_READY',
  'DECLARED',
  'LOADED',
  'SHIPPED',
  'DOCS_SENT',
  'ARRIVED',
  'DELIVERED',
  'SETTLED',
  'CLOSED',
  'LOST',
] as const;
export type Stage = (typeof STAGES)[number];

export const LANES = ['sales', 'documents', 'logistics'] as const;
export type Lane = (typeof LANES)[number];

/** The department that owns the work of a stage. Fixed by the trade, so that capabilities and points can rely on it. */
export const LANE_OF: Readonly<Record<Stage, Lane>> = {
  INQUIRY: 'sales',
  QUOTED: 'sales',
  NEGOTIATING: 'sales',
  PI_SIGNED: 'sales',
  SECURED: 'sales',
  PRODUCTION: 'documents',
  INSPECTED: 'documents',
  BOOKED: 'documents',
  DOCS_READY: 'documents',
  DECLARED: 'documents',
  LOADED: 'logistics',
  SHIPPED: 'logistics',
  DOCS_SENT: 'logistics',
  ARRIVED: 'logistics',
  DELIVERED: 'logistics',
  SETTLED: 'logistics',
  CLOSED: 'logistics',
  LOST: 'sales',
};

/** Position in the life of an order; LOST stands outside of it and is reached only by losing the order. */
export const stageIndex = (stage: Stage): number => STAGES.indexOf(stage);
export const isBefore = (a: Stage, b: Stage): boolean => stageIndex(a) < stageIndex(b);
/** True when the order has come at least as far as `mark`; a lost order has come nowhere. */
export const hasReached = (stage: Stage, mark: Stage): boolean =>
  stage !== 'LOST' && stageIndex(stage) >= stageIndex(mark);

export type StageDefinition = { code: Stage; position: number; columnId: string; nameZh: string; nameEn: string };
export type BoardColumn = {
  id: string;
  lane: Lane;
  position: number;
  nameZh: string;
  nameEn: string;
  /** Cards the column should hold at most; null = no limit. */
  wipLimit: number | null;
  /** A hard limit refuses the card, a soft one only shows. */
  wipHard: boolean;
};

type DefaultColumn = { key: string; lane: Lane; zh: string; en: string; stages: readonly Stage[] };
/** The grouping a new team starts with: nine columns in three lane groups. */
export const DEFAULT_COLUMNS: readonly DefaultColumn[] = [
  { key: 'inquiry', lane: 'sales', zh: '询盘', en: 'Inquiry', stages: ['INQUIRY'] },
  { key: 'quote', lane: 'sales', zh: '报价 · 谈判', en: 'Quote · Negotiation', stages: ['QUOTED', 'NEGOTIATING'] },
  { key: 'sign', lane: 'sales', zh: '签约 · 定金', en: 'Contract · Deposit', stages: ['PI_SIGNED', 'SECURED'] },
  {
    key: 'production',
    lane: 'documents',
    zh: '备货 · 验货',
    en: 'Production · Inspection',
    stages: ['PRODUCTION', 'INSPECTED'],
  },
  { key: 'booking', lane: 'documents', zh: '订舱', en: 'Booking', stages: ['BOOKED'] },
  {
    key: 'documents',
    lane: 'documents',
    zh: '制单 · 报关',
    en: 'Documents · Customs',
    stages: ['DOCS_READY', 'DECLARED'],
  },
  { key: 'shipping', lane: 'logistics', zh: '装柜 · 装船', en: 'Loading · On board', stages: ['LOADED', 'SHIPPED'] },
  {
    key: 'transit',
    lane: 'logistics',
    zh: '交单 · 在途',
    en: 'Presentation · Transit',
    stages: ['DOCS_SENT', 'ARRIVED', 'DELIVERED'],
  },
  {
    key: 'settled',
    lane: 'logistics',
    zh: '结清 · 结案',
    en: 'Settled · Closed',
    stages: ['SETTLED', 'CLOSED', 'LOST'],
  },
];

export const STAGE_NAMES: Readonly<Record<Stage, { zh: string; en: string }>> = {
  INQUIRY: { zh: '询盘', en: 'Inquiry' },
  QUOTED: { zh: '报价', en: 'Quoted' },
  NEGOTIATING: { zh: '谈判', en: 'Negotiation' },
  PI_SIGNED: { zh: '签约', en: 'PI signed' },
  SECURED: { zh: '定金/信用证', en: 'Deposit / L/C' },
  PRODUCTION: { zh: '备货生产', en: 'Production' },
  INSPECTED: { zh: '验货', en: 'Inspected' },
  BOOKED: { zh: '订舱', en: 'Booked' },
  DOCS_READY: { zh: '制单', en: 'Documents ready' },
  DECLARED: { zh: '报关', en: 'Declared' },
  LOADED: { zh: '装柜', en: 'Loaded' },
  SHIPPED: { zh: '已装船', en: 'On board' },
  DOCS_SENT: { zh: '交单', en: 'Documents sent' },
  ARRIVED: { zh: '到港', en: 'Arrived' },
  DELIVERED: { zh: '交付', en: 'Delivered' },
  SETTLED: { zh: '结清', en: 'Settled' },
  CLOSED: { zh: '结案', en: 'Closed' },
  LOST: { zh: '丢单', en: 'Lost' },
};
