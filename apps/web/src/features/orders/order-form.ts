import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { OrderDetail } from '@tallyboard/contracts/order-cards';
import type { ordersApi } from '@tallyboard/contracts/orders';
import type { PlainKey } from '@tallyboard/locale/texts';
import { decimalFromMinor, minorFromDecimal } from '@tallyboard/rules/money/money';
import type { Lane } from '@tallyboard/rules/orders/stages';

/** The fields of an order that people change. */
export type OrderEdit = Omit<InputOf<typeof ordersApi.edit>, 'id' | 'expectedVersion'>;

/** "45,200.5" or "４５２００" as minor units; null when it is empty, undefined when it is no amount. */
export function minorFromText(text: string, currency: string): number | null | undefined {
  const plain = text.normalize('NFKC').replace(/[\s,，']/g, '');
  if (plain === '') return null;
  return minorFromDecimal(plain, currency) ?? undefined;
}
export const amountText = (order: Pick<OrderDetail, 'amountMinor' | 'currency'>): string =>
  order.amountMinor === null || !order.currency ? '' : decimalFromMinor(order.amountMinor, order.currency);

/** Changing the currency keeps the figure that people see: 45,200 dollars become 45,200 euros. */
export function withCurrency(order: Pick<OrderDetail, 'amountMinor' | 'currency'>, currency: string): OrderEdit {
  const text = amountText(order);
  if (text === '') return { currency };
  const whole = minorFromText(text, currency) ?? minorFromText(text.split('.')[0]!, currency);
  return { currency, amountMinor: whole ?? null };
}
export type CreditShare = OrderDetail['credit'][number];
/** The same for the same shares, whatever else is in them. */
export const creditKey = (credit: readonly CreditShare[]): string =>
  credit.map(({ userId, percent }) => `${userId} ${percent}`).join();
export const creditSum = (credit: readonly { percent: number }[]): number =>
  credit.reduce((sum, share) => sum + share.percent, 0);
/** What the owner of each lane is called. */
export const OWNER_FIELD = {
  sales: 'field.ownerSales',
  documents: 'field.ownerDocuments',
  logistics: 'field.ownerLogistics',
} as const satisfies Record<Lane, PlainKey>;
