import type { InvalidReason, Quality } from '@tallyboard/rules/inquiries/inquiry';
import { BUYERS, type PersonKey } from './cast.js';
import type { Step } from './story.js';

export type SourceKey = 'web' | 'fair' | 'platform';
/** Where the demo's inquiries come in. */
export const DEMO_SOURCES = [
  { key: 'web', name: '官网询盘表单', kind: 'form' },
  { key: 'fair', name: '广交会名片二维码', kind: 'form' },
  { key: 'platform', name: 'B2B 平台推送', kind: 'webhook' },
] as const satisfies readonly { key: SourceKey; name: string; kind: 'form' | 'webhook' }[];

/** What the rule of allocation knows of the demo's sales people. */
export const DEMO_PROFILES = [
  {
    key: 'lin',
    markets: ['SA', 'AE', 'DE', 'PL', 'GB'],
    products: ['保温杯', 'flask', '工具'],
    languages: ['zh', 'en', 'ar'],
  },
  {
    key: 'wu',
    markets: ['MX', 'BR', 'US', 'ES', 'CL'],
    products: ['桌椅', 'furniture', 'lights'],
    languages: ['zh', 'en', 'es', 'pt'],
  },
  {
    key: 'shen',
    markets: ['TH', 'VN', 'ID', 'KE', 'NG', 'FR'],
    products: ['厨具', 'kitchenware'],
    languages: ['zh', 'en', 'fr'],
  },
] as const satisfies readonly { key: PersonKey; markets: string[]; products: string[]; languages: string[] }[];

/** One thing that happened to one inquiry. `inquiry` numbers them. */
export type InquiryStep = { at: string; inquiry: number } & (
  | {
      do: 'receive';
      buyer: string;
      country: string;
      language: string;
      product: string;
      text: string;
      contact: { name: string; email: string; phone: string };
      /** Null: entered by hand, by whom it then is. */
      source: SourceKey | null;
      by: PersonKey;
    }
  /** By a template: whoever answers takes one of a colleague that fits, and writes the text only where there is none. */
  | { do: 'answer'; text: string; byTemplate?: boolean }
  | { do: 'write'; text: string }
  | { do: 'qualify'; quality: Quality }
  | { do: 'invalid'; reason: InvalidReason }
  | { do: 'convert'; order: number }
);

type Line = readonly [
  daysAgo: number,
  hour: number,
  buyer: string,
  country: string,
  language: string,
  product: string,
  source: SourceKey | null,
  /** Hours until the first answer; null for none. */
  answeredAfter: number | null,
  fate: 'open' | 'qualified' | InvalidReason,
];
/** Invented buyers, in office days and hours; answered soon, late, or found to be none. */
const PAST: readonly Line[] = [
  [26, 16, 'Nordlicht Outdoor AB', 'SE', 'en', 'Folding outdoor furniture', 'web', 2.5, 'qualified'],
  [25, 21, 'Casa Verde SA de CV', 'MX', 'es', 'LED work lights', 'platform', 13, 'open'],
  [23, 3, 'Desert Rose Trading', 'AE', 'en', 'Vacuum flasks 500 ml', 'fair', 7, 'qualified'],
  [22, 11, 'Cheap SEO Masters', 'IN', 'en', '', 'web', null, 'spam'],
  [20, 17, 'Kampala Builders Mart', 'UG', 'en', 'Hand tool kits', 'web', 16.5, 'open'],
  [19, 20, 'Jardin & Terrasse SARL', 'FR', 'fr', 'Garden tool sets', 'platform', 27, 'open'],
  [17, 10, 'Tashkent Savdo', 'UZ', 'ru', 'Ceramic tableware', null, 1.2, 'open'],
  [16, 15, 'Baltic Home OÜ', 'EE', 'en', 'Silicone kitchenware', 'web', 3, 'not_buying'],
  [15, 22, 'Ferretería Andina', 'CL', 'es', 'Hand tool kits', 'platform', 11.5, 'qualified'],
  [13, 9, 'Manila Kitchen Depot', 'PH', 'en', 'Silicone kitchenware', 'web', 0.8, 'open'],
  [12, 18, 'Shenzhen Carton Factory', 'HK', 'en', 'Packaging', 'web', null, 'supplier'],
  [10, 23, 'Toronto Tailgate Co.', 'CA', 'en', 'Folding outdoor furniture', 'platform', 30, 'open'],
  [9, 14, 'Riyadh Gift House', 'SA', 'ar', 'Vacuum flasks, custom logo', 'fair', 1.6, 'qualified'],
  [7, 16, 'Ankara Yapı Market', 'TR', 'en', 'Aluminium ladders', 'web', 15, 'open'],
  [6, 10, 'Osaka Living KK', 'JP', 'en', 'Ceramic tableware', null, 2.2, 'open'],
  [3, 15, 'Accra Home Centre', 'GH', 'en', 'Aluminium ladders', 'web', 4, 'open'],
];
const QUALITY: Quality = {
  product: '按来样确认规格，含彩盒 To sample, colour box',
  quantity: '1×40HQ',
  destination: '买家国内主港 Main port of the buyer',
  need: '连锁渠道，每季补货，去年从同类供应商采购 Chain store, restocks every quarter',
};
/** Shares of the 24 hours after which the buyers of today wait; with an earlier answer the buyer has written again. */
const WAITING = [
  {
    share: 0.08,
    buyer: 'Porto Casa Lda',
    country: 'PT',
    language: 'pt',
    product: 'Ceramic tableware',
    answered: false,
  },
  {
    share: 0.3,
    buyer: 'Hamburger Hausrat GmbH',
    country: 'DE',
    language: 'en',
    product: 'Vacuum flasks',
    answered: false,
  },
  {
    share: 0.62,
    buyer: 'Jeddah Souq Supplies',
    country: 'SA',
    language: 'ar',
    product: 'Vacuum flasks',
    answered: true,
  },
  {
    share: 0.87,
    buyer: 'Lyon Cuisine SAS',
    country: 'FR',
    language: 'fr',
    product: 'Silicone kitchenware',
    answered: true,
  },
  {
    share: 0.2,
    buyer: 'Helsinki Puutarha Oy',
    country: 'FI',
    language: 'fi',
    product: 'Garden tool sets',
    answered: false,
  },
  { share: 1.06, buyer: 'Warsaw Narzędzia', country: 'PL', language: 'en', product: 'Hand tool kits', answered: true },
] as const;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** The latest orders of the story that began as inquiries. */
const BECAME_ORDERS = 5;
/** Of so many first answers one is written with a template, where a colleague has one. */
const BY_TEMPLATE = 2;

/** The last weeks of inquiries, told around the orders that some of them became, in the order in which it happened. */
export function tellInquiries(orders: readonly Step[], now: string): InquiryStep[] {
  const steps: InquiryStep[] = [];
  const present = Date.parse(now) - 60_000;
  const iso = (ms: number): string => new Date(Math.min(ms, present)).toISOString();
  const midnight = Math.floor((Date.parse(now) + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  let n = 0;
  const receive = (
    at: number,
    line: { buyer: string; country: string; language: string; product: string },
    source: SourceKey | null,
    by: PersonKey = 'lin',
  ): void => {
    const { product } = line;
    const mail = `${line.buyer
      .normalize('NFD')
      .replace(/[^a-zA-Z]/g, '')
      .toLowerCase()
      .slice(0, 20)}@example.com`;
    const contact = { name: '', email: mail, phone: '' };
    steps.push({ do: 'receive', at: iso(at), inquiry: n, ...line, text: ASKED(product), contact, source, by });
  };
  for (const [daysAgo, hour, buyer, country, language, product, source, answeredAfter, fate] of PAST) {
    const at = midnight - daysAgo * DAY + hour * HOUR;
    receive(at, { buyer, country, language, product }, source, n % 2 ? 'wu' : 'lin');
    const answered = at + (answeredAfter ?? 1) * HOUR;
    if (answeredAfter !== null)
      steps.push({
        ...{ do: 'answer', at: iso(answered), inquiry: n, text: ANSWERED(n, buyer, product) },
        byTemplate: n % BY_TEMPLATE === 0,
      });
    if (fate === 'qualified')
      steps.push({ do: 'qualify', at: iso(answered + HOUR), inquiry: n, quality: { ...QUALITY, product } });
    else if (fate !== 'open') steps.push({ do: 'invalid', at: iso(answered + HOUR / 4), inquiry: n, reason: fate });
    n += 1;
  }
  for (const order of orders.filter((s) => s.do === 'create').slice(-BECAME_ORDERS)) {
    const { name: buyer, country } = BUYERS[order.buyer]!;
    // Buyers write in English; the order's title has both.
    const product = order.title.split(/\p{Script=Han}+\s*/u).at(-1)!;
    const at = Date.parse(order.at) - 9 * HOUR;
    receive(at, { buyer, country, language: 'en', product }, n % 2 ? 'web' : 'platform', order.by);
    const text = ANSWERED(n, buyer, product);
    steps.push({ do: 'answer', at: iso(at + 4 * HOUR), inquiry: n, text, byTemplate: true });
    steps.push({ do: 'convert', at: iso(Date.parse(order.at) + 30_000), inquiry: n, order: order.order });
    n += 1;
  }
  for (const { share, answered, ...line } of WAITING) {
    const since = Date.parse(now) - share * DAY;
    receive(answered ? since - 2 * DAY : since, line, 'web');
    if (answered) {
      steps.push({
        do: 'answer',
        at: iso(since - 2 * DAY + 2 * HOUR),
        inquiry: n,
        text: ANSWERED(n, line.buyer, line.product),
      });
      steps.push({ do: 'write', at: iso(since), inquiry: n, text: AGAIN });
    }
    n += 1;
  }
  return steps.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.inquiry - b.inquiry));
}

const ASKED = (product: string): string =>
  product
    ? `Hello,\nwe are interested in ${product}. Please send your best FOB Ningbo price for one container, MOQ and lead time.\nThank you.`
    : 'Dear sir, we can bring your website to page one of every search engine. Reply for a free report!';
/** No two alike: a copied answer would earn nothing. */
const ANSWERED = (n: number, buyer: string, product: string): string =>
  [
    `Dear ${buyer}, thank you for asking about ${product}. Which quantity and packing do you need? Our price list follows today.`,
    `Good day! ${product}: we make them in our own works in Ningbo, lead time ${25 + n} days. May I know your port of destination?`,
    `Hello and thanks. For ${product} we suggest two grades; photos attached. A sample can leave on Friday for ${buyer}.`,
    `Many thanks for your message. I looked up ${product} for your market: ${3 + n} sizes are certified. Shall I quote CIF or FOB?`,
  ][n % 4]!;
const AGAIN = 'Thank you. Could you quote again with a mixed container, and tell us the earliest shipment?';
