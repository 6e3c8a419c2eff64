import { DEMO_PROFILES, type InquiryStep } from './inquiry-story.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** How many weeks before this one are told: enough for two months to have their awards. */
const WEEKS = 6;
/** Numbers of their own: the other inquiries of the story count from nought. */
const FIRST = 1_000;
const GOODS = ['Vacuum flasks', 'Hand tool kits', 'LED work lights', 'Ceramic tableware', 'Garden tool sets'] as const;
const TOWNS = ['Harbour', 'Old Town', 'North Gate', 'Riverside', 'Market Street', 'Station Road', 'Hill'] as const;
const TRADES = ['Home Store', 'Hardware', 'Gifts', 'Garden Centre', 'Wholesale'] as const;

type Seller = (typeof DEMO_PROFILES)[number];
const [LIN, WU, SHEN] = DEMO_PROFILES;

/** Working weeks of the last two months: a buyer or two a day, answered within the hour or two; some are followed up and qualified. */
export function tellBusyWeeks(now: string): InquiryStep[] {
  const midnight = Math.floor((Date.parse(now) + 8 * HOUR) / DAY) * DAY - 8 * HOUR;
  const weekday = (new Date(midnight + 8 * HOUR).getUTCDay() + 6) % 7;
  const steps: InquiryStep[] = [];
  let n = 0;
  const tell = (at: number, seller: Seller, minutes: number): void => {
    const inquiry = FIRST + n;
    const product = GOODS[n % GOODS.length]!;
    const buyer = `${TOWNS[n % TOWNS.length]!} ${TRADES[(n * 3) % TRADES.length]!} ${String(n + 11)}`;
    const country = seller.markets[n % seller.markets.length]!;
    const iso = (after: number): string => new Date(at + after * 60_000).toISOString();
    const contact = { name: '', email: `buyer${inquiry}@example.com`, phone: '' };
    const line = { buyer, country, language: 'en', product, contact, source: 'web' as const, by: 'wang' as const };
    steps.push({ do: 'receive', at: iso(0), inquiry, ...line, text: asked(product, buyer) });
    steps.push({ do: 'answer', at: iso(minutes), inquiry, text: answered(n, buyer, product) });
    // Every other buyer asks on, and is told more.
    if (n % 2 === 0) {
      steps.push({
        do: 'write',
        at: iso(minutes + 60),
        inquiry,
        text: `Thank you. Which sizes of ${product} do you have?`,
      });
      steps.push({
        do: 'answer',
        at: iso(minutes + 85),
        inquiry,
        text: `Sizes and drawings for ${buyer}, offer ${n}.`,
      });
    }
    if (n % 4 === 0)
      steps.push({ do: 'qualify', at: iso(minutes + 95), inquiry, quality: { ...BUYER_NEEDS, product } });
    n += 1;
  };
  for (let week = WEEKS; week >= 1; week -= 1)
    for (let day = 0; day < 5; day += 1) {
      const morning = midnight - (weekday + week * 7 - day) * DAY;
      tell(morning + 10 * HOUR, LIN, 18 + ((week * 5 + day) % 4) * 9);
      // One comes at noon and stays until ten, the other is new and asks a colleague first.
      if (week % 2 === 0) tell(morning + 14 * HOUR, WU, 12 + ((week + day) % 3) * 11);
      else tell(morning + 10.6 * HOUR, SHEN, 35 + ((week + day) % 3) * 16);
    }
  return steps;
}

const BUYER_NEEDS = {
  quantity: '1×20GP',
  destination: '买家国内主港 Main port of the buyer',
  need: '零售，每季补货 Retail, restocks every quarter',
};
const asked = (product: string, buyer: string): string =>
  `Good day, ${buyer} is looking for ${product}. Please send your catalogue and FOB prices.`;
/** No two alike in a row: a copied answer earns nothing and counts for no award. */
const answered = (n: number, buyer: string, product: string): string =>
  [
    `Dear friends at ${buyer}, our catalogue of ${product} is attached, prices on page ${n + 2}.`,
    `Hello! Before we quote ${product}: how many pieces a year, and which packing does your market ask for?`,
    `Thanks for writing. ${product} ship from Ningbo in ${20 + (n % 15)} days; see the two photos of the line for ${buyer}.`,
    `Many thanks. I have set aside samples of ${product}; where may we send them, and whom shall the courier ask for?`,
    `Good morning, happy to help. For ${product} there is a lighter and a stronger make; ${buyer} may try both.`,
  ][n % 5]!;
