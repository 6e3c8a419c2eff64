import type { BackwardReason } from '@tallyboard/rules/orders/decide-move';
import type { LossReason } from '@tallyboard/rules/orders/decide-status';
import type { Deadline, Incoterm, Tracks } from '@tallyboard/rules/orders/order';
import { LANE_OF, type Lane, type Stage, stageIndex, STAGES } from '@tallyboard/rules/orders/stages';
import { addDays, businessDay } from '@tallyboard/rules/time/business-day';
import { BUYERS, GOODS, type PersonKey } from './cast.js';

/** One thing somebody did to one order, at an instant. `order` numbers the orders of the story. */
export type Step = { at: string; order: number; by: PersonKey } & (
  | {
      do: 'create';
      no: string;
      buyer: number;
      title: string;
      currency: string;
      amountMinor: number;
      incoterm: Incoterm;
      place: string;
      promisedShipOn: string;
      owners: Record<Lane, PersonKey>;
      credit: { who: PersonKey; percent: number }[];
    }
  | { do: 'move'; to: Stage; reason?: BackwardReason }
  | { do: 'edit'; tracks: Tracks; deadline: Deadline | null }
  | { do: 'hold'; reason: string }
  | { do: 'lose'; reason: LossReason }
  | { do: 'cancel'; reason: string }
  | { do: 'undo' }
);

const ZONE = 'Asia/Shanghai';
/** Usual days an order stays in each stage. */
const STAY: Partial<Record<Stage, number>> = {
  INQUIRY: 1,
  QUOTED: 3,
  NEGOTIATING: 4,
  PI_SIGNED: 3,
  SECURED: 1,
  PRODUCTION: 16,
  INSPECTED: 1,
  BOOKED: 4,
  DOCS_READY: 2,
  DECLARED: 1,
  LOADED: 1,
  SHIPPED: 4,
  DOCS_SENT: 8,
  ARRIVED: 3,
  DELIVERED: 4,
  SETTLED: 3,
};
/** How many orders stand in each stage today. */
const STANDING: Partial<Record<Stage, number>> = {
  INQUIRY: 5,
  QUOTED: 5,
  NEGOTIATING: 4,
  PI_SIGNED: 3,
  SECURED: 2,
  PRODUCTION: 7,
  INSPECTED: 2,
  BOOKED: 3,
  DOCS_READY: 3,
  DECLARED: 2,
  LOADED: 2,
  SHIPPED: 4,
  DOCS_SENT: 2,
  ARRIVED: 2,
  DELIVERED: 1,
  SETTLED: 2,
  CLOSED: 4,
};
const ENDINGS = [
  ['QUOTED', 'lose'],
  ['NEGOTIATING', 'lose'],
  ['PRODUCTION', 'cancel'],
] as const;
const SALES: readonly PersonKey[] = ['lin', 'lin', 'wu', 'shen', 'lin', 'wu'];

/** A small deterministic generator (mulberry32): the same seed tells the same story. */
export function randomFrom(seed: number): () => number {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Three months of a team's work, told backwards from now, in the order in which it happened. */
export function tellStory(seed: number, now: string): Step[] {
  const random = randomFrom(seed);
  const steps: Step[] = [];
  let order = 0;
  for (const stage of STAGES)
    for (let i = 0; i < (STANDING[stage] ?? 0); i += 1) steps.push(...life(order++, stage, random, now));
  for (const [stage, end] of ENDINGS) steps.push(...life(order++, stage, random, now, end));
  return renumbered(steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.order - b.order)));
}

function life(order: number, until: Stage, random: () => number, now: string, end?: 'lose' | 'cancel'): Step[] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const path = STAGES.slice(0, stageIndex(until) + 1);
  // Nine steps on through fourteen buyers: every market has its orders, none has them in a row.
  const buyer = (order * 9 + 2) % BUYERS.length;
  const goods = pick(GOODS);
  const owners: Record<Lane, PersonKey> = {
    sales: pick(SALES),
    documents: pick(['zhou', 'zhou', 'xu']),
    logistics: pick(['he', 'he', 'fang']),
  };
  // Backwards from now: how long ago each stage was entered. The last one was entered a little while ago.
  const entered = new Map<Stage, number>();
  let ago = random() * (STAY[until] ?? 8) * 0.9;
  for (const stage of [...path].reverse()) {
    entered.set(stage, ago);
    const before = STAGES[stageIndex(stage) - 1];
    ago += (before ? (STAY[before] ?? 1) : 0) * (0.75 + random() * 0.5) + 0.02;
  }
  const start = entered.get('INQUIRY')!;
  const at = (days: number): string => officeTime(days, random, now);
  const created = at(start);
  const { currency, place } = BUYERS[buyer]!;
  const usual = Math.round(start - (entered.get('SHIPPED') ?? start - 40));
  const promisedShipOn = addDays(
    businessDay(created, ZONE),
    Math.max(usual, 34) + Math.floor(random() * 9) - (random() < 0.16 ? 5 : 0),
  );
  const incoterm = pick(['FOB', 'FOB', 'CIF', 'CFR', 'DAP'] as const);
  const steps: Step[] = [
    {
      do: 'create',
      at: created,
      order,
      by: owners.sales,
      no: '',
      buyer,
      title: goods.title,
      currency,
      amountMinor: Math.round((goods.usd * (0.55 + random())) / 10) * 1000,
      incoterm,
      place: incoterm === 'FOB' ? 'Ningbo' : place,
      promisedShipOn,
      owners,
      credit:
        random() < 0.12 && owners.sales !== 'lin'
          ? [
              { who: owners.sales, percent: 70 },
              { who: 'lin', percent: 30 },
            ]
          : [],
    },
  ];
  for (const stage of path.slice(1)) {
    const from = STAGES[stageIndex(stage) - 1]!;
    const when = at(entered.get(stage)!);
    steps.push({ do: 'move', at: when, order, by: owners[LANE_OF[from]], to: stage });
    if (stage === 'DOCS_READY' && random() < 0.18) steps.push(...detour(order, owners, when, now));
  }
  const last = steps.at(-1)!.at;
  const soon = (minutes: number): string => earlier(new Date(Date.parse(last) + minutes * 60_000).toISOString(), now);
  const owner = owners[LANE_OF[until]];
  if (end === 'lose')
    steps.push({ do: 'lose', at: soon(200), order, by: owner, reason: pick(['price', 'lead_time', 'no_reply']) });
  else if (end === 'cancel')
    steps.push({ do: 'cancel', at: soon(300), order, by: 'wang', reason: '客户项目取消 Project stopped by the buyer' });
  else {
    if (path.length > 1)
      steps.push({
        do: 'edit',
        at: soon(20),
        order,
        by: owner,
        tracks: tracksAt(until, random),
        deadline: deadlineAt(until, random, now),
      });
    if (until === 'PRODUCTION' && random() < 0.2)
      steps.push({
        do: 'hold',
        at: soon(60),
        order,
        by: owner,
        reason: '等客户确认封样 Waiting for the sealed sample',
      });
    if (until === 'INQUIRY' && random() < 0.3)
      steps.push(
        { do: 'move', at: soon(30), order, by: owner, to: 'QUOTED' },
        { do: 'undo', at: soon(31), order, by: owner },
      );
  }
  return inOrder(steps, now);
}

/** One thing after the other, at least a minute apart, and the last one before now. */
function inOrder(steps: Step[], now: string): Step[] {
  const minute = 60_000;
  const times = steps.map((s) => Date.parse(s.at));
  for (let i = 1; i < times.length; i += 1) times[i] = Math.max(times[i]!, times[i - 1]! + minute);
  let latest = Date.parse(now) - minute;
  for (let i = times.length - 1; i >= 0; i -= 1) {
    times[i] = Math.min(times[i]!, latest);
    latest = times[i]! - minute;
  }
  return steps.map((s, i) => ({ ...s, at: new Date(times[i]!).toISOString() }));
}

/** Documents come back once with a mistake and are made again. */
function detour(order: number, owners: Record<Lane, PersonKey>, when: string, now: string): Step[] {
  const after = (minutes: number): string => earlier(new Date(Date.parse(when) + minutes * 60_000).toISOString(), now);
  return [
    { do: 'move', at: after(45), order, by: owners.documents, to: 'BOOKED', reason: 'documents_returned' },
    { do: 'move', at: after(170), order, by: owners.documents, to: 'DOCS_READY' },
  ];
}

const earlier = (at: string, now: string): string => {
  const latest = new Date(Date.parse(now) - 60_000).toISOString();
  return at < latest ? at : latest;
};

/** So many days ago, in office hours (09–18 of the office zone, no Sundays), and never in the future. */
function officeTime(daysAgo: number, random: () => number, now: string): string {
  let at = new Date(Date.parse(now) - daysAgo * 86_400_000);
  const local = new Date(at.getTime() + 8 * 3_600_000);
  if (daysAgo > 1) {
    if (local.getUTCDay() === 0) at = new Date(at.getTime() - 86_400_000);
    const midnight = Math.floor((at.getTime() + 8 * 3_600_000) / 86_400_000) * 86_400_000 - 8 * 3_600_000;
    at = new Date(midnight + (9 + random() * 9) * 3_600_000);
  }
  return earlier(at.toISOString(), now);
}

function tracksAt(stage: Stage, random: () => number): Tracks {
  const s = stageIndex(stage);
  const ramp = (from: Stage, to: Stage): number => {
    const a = stageIndex(from);
    const b = stageIndex(to);
    if (s >= b) return 100;
    return s < a ? 0 : Math.min(95, Math.round(((s - a + random() * 0.8) / (b - a)) * 20) * 5);
  };
  return {
    production: stage === 'PRODUCTION' ? 20 + Math.floor(random() * 15) * 5 : ramp('PRODUCTION', 'INSPECTED'),
    documents: ramp('PRODUCTION', 'DECLARED'),
    logistics: ramp('BOOKED', 'ARRIVED'),
    payment: s >= stageIndex('SETTLED') ? 100 : s >= stageIndex('SECURED') ? 30 : 0,
  };
}

const DEADLINES: Partial<Record<Stage, Deadline['kind']>> = {
  QUOTED: 'quote_validity',
  NEGOTIATING: 'fx_validity',
  PI_SIGNED: 'deposit_due',
  PRODUCTION: 'goods_ready',
  BOOKED: 'cy_cutoff',
  DOCS_READY: 'cy_cutoff',
  DECLARED: 'latest_shipment',
  SHIPPED: 'presentation',
  DOCS_SENT: 'eta',
  ARRIVED: 'free_time',
  DELIVERED: 'balance_due',
};
function deadlineAt(stage: Stage, random: () => number, now: string): Deadline | null {
  const kind = DEADLINES[stage];
  if (!kind) return null;
  const days = random() < 0.12 ? -1 - Math.floor(random() * 2) : Math.floor(random() * 13);
  return { kind, on: addDays(businessDay(now, ZONE), days) };
}

/** Order numbers count up in the order in which the orders came: YD-2611-041. */
function renumbered(steps: Step[]): Step[] {
  const used = new Map<string, number>();
  return steps.map((step) => {
    if (step.do !== 'create') return step;
    const month = businessDay(step.at, ZONE).slice(2, 7).replace('-', '');
    const n = (used.get(month) ?? 0) + 1;
    used.set(month, n);
    return { ...step, no: `YD-${month}-${String(n).padStart(3, '0')}` };
  });
}
