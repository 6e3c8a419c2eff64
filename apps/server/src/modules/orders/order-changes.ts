import { orderValues, type OrderValues } from '@tallyboard/contracts/order-cards';
import type { Order } from '@tallyboard/rules/orders/order';
import type { View } from '@tallyboard/rules/people/capabilities';

const SILENT = new Set(['version', 'rank', 'stageSince']);
const TOLD = Object.keys(orderValues.shape) as (keyof OrderValues)[];
const PRICES: ReadonlySet<keyof OrderValues> = new Set(['currency', 'amountMinor', 'amountUsdMinor']);
type Changes = { changed: string[]; from: Partial<OrderValues>; to: Partial<OrderValues> };

/** What differs between two states of an order: the names of all of it, and the values of what the view may see. */
export function changesFor(view: View, before: Order | null, after: Order): Changes {
  if (!before) return { changed: [], from: {}, to: {} };
  const changed = (Object.keys(after) as (keyof Order)[]).filter(
    (key) => !SILENT.has(key) && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const told = new Set<string>(changed);
  if (told.has('amountMinor') || told.has('currency')) told.add('amountMinor').add('currency');
  const keys = TOLD.filter((key) => told.has(key) && (view === 'price' || !PRICES.has(key)));
  const valuesOf = (order: Order): Partial<OrderValues> => Object.fromEntries(keys.map((key) => [key, order[key]]));
  return { changed, from: valuesOf(before), to: valuesOf(after) };
}

/** Whose ids stand in such values. */
export const peopleIn = ({ owners, credit }: Partial<OrderValues>): string[] =>
  [...Object.values(owners ?? {}), ...(credit ?? []).map((share) => share.userId)].filter((id) => id !== null);
