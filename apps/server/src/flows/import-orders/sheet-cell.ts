import { decimalFromMinor } from '@tallyboard/rules/money/money';
import type { SheetField } from '@tallyboard/rules/orders/import/sheet-fields';
import type { Order } from '@tallyboard/rules/orders/order';
import type { Stage } from '@tallyboard/rules/orders/stages';

/** What stages and people are called is the caller's. */
export type Called = { stage: (code: Stage) => string; person: (id: string) => string };

/** A field of an order as a cell of a sheet; empty where there is nothing. */
export function cellOf(o: Order, field: SheetField, called: Called): string {
  const person = (id: string | null): string => (id === null ? '' : called.person(id));
  switch (field) {
    case 'stage':
      return called.stage(o.stage);
    case 'amount':
      return o.currency !== null && o.amountMinor !== null ? decimalFromMinor(o.amountMinor, o.currency) : '';
    case 'ownerSales':
      return person(o.owners.sales);
    case 'ownerDocuments':
      return person(o.owners.documents);
    case 'ownerLogistics':
      return person(o.owners.logistics);
    case 'no':
    case 'customerName':
    case 'country':
    case 'title':
    case 'incoterm':
    case 'place':
    case 'currency':
    case 'promisedShipOn':
      return o[field] ?? '';
  }
}
