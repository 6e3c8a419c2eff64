import type { TimelineEntry } from '@tallyboard/contracts/order-cards';
import { beforeAll, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { changeLines } from './change-lines';

const entry = (fields: Pick<TimelineEntry, 'from' | 'to' | 'changed'>): TimelineEntry => ({
  seq: 1,
  name: 'orders.edited',
  at: '2026-11-23T00:00:00.000Z',
  by: 'lin',
  commandId: null,
  fromStage: 'QUOTED',
  toStage: 'QUOTED',
  reason: null,
  note: null,
  undone: false,
  ...fields,
});
const names: Readonly<Record<string, string>> = { lin: 'Lin Xiaowen', wu: 'Wu Tong' };
const told = (fields: Pick<TimelineEntry, 'from' | 'to' | 'changed'>): string[] =>
  changeLines(entry(fields), (id) => names[id]!).map(({ label, values }) =>
    values ? `${label}: ${values.from} → ${values.to}` : label,
  );
beforeAll(() => setLocale('en'));

test('each field is told from what to what, as people read it', () => {
  const owners = { documents: null, logistics: null };
  const tracks = { production: 0, documents: 0, logistics: 0, payment: 0 };
  const from = {
    title: '',
    currency: 'USD',
    amountMinor: 4_520_000,
    amountUsdMinor: 4_520_000,
    incoterm: null,
    deadline: null,
    owners: { ...owners, sales: 'lin' },
    credit: [],
    tracks,
  };
  const to: TimelineEntry['to'] = {
    title: 'Lamps',
    currency: 'EUR',
    amountMinor: 4_520_050,
    amountUsdMinor: 5_379_060,
    incoterm: 'FOB',
    deadline: { kind: 'cy_cutoff', on: '2026-12-01' },
    owners: { ...owners, sales: 'wu' },
    credit: [
      { userId: 'lin', percent: 60 },
      { userId: 'wu', percent: 40 },
    ],
    tracks: { ...tracks, payment: 30 },
  };
  expect(told({ changed: Object.keys(to), from, to })).toEqual([
    'Goods: — → Lamps',
    'Amount: US$45,200 → €45,200.50',
    'Amount in USD: US$45,200 → US$53,790.60',
    'Incoterm: — → FOB Free on Board',
    'Next deadline: — → CY cut-off 2026-12-01',
    'Sales owner: Lin Xiaowen → Wu Tong',
    'Credit split: — → Lin Xiaowen 60% · Wu Tong 40%',
    'Progress · Paid: 0% → 30%',
  ]);
});
test('an amount in dollars is told once, a new rate by what it makes of the amount', () => {
  const usd = { currency: 'USD', amountMinor: 100, amountUsdMinor: 100 };
  const changed = ['amountMinor', 'amountUsdMinor'];
  expect(told({ changed, from: usd, to: { ...usd, amountMinor: 200, amountUsdMinor: 200 } })).toEqual([
    'Amount: US$1 → US$2',
  ]);
  expect(told({ changed: ['amountUsdMinor'], from: { amountUsdMinor: 100 }, to: { amountUsdMinor: 300 } })).toEqual([
    'Amount in USD: US$1 → US$3',
  ]);
});
test('who may not see prices is told that the amount changed', () => {
  expect(told({ changed: ['amountMinor', 'amountUsdMinor'], from: {}, to: {} })).toEqual(['Amount']);
});
