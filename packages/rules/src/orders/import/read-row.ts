import { INCOTERMS, type Incoterm } from '../order.js';
import { type Lane, LANES, type Stage, STAGE_NAMES, STAGES } from '../stages.js';
import { parseCountry } from './parse-country.js';
import { parseDay } from './parse-day.js';
import { parseCurrency, parseMoney } from './parse-amount.js';
import { type Mapping, REQUIRED_FIELDS, type SheetField } from './sheet-fields.js';

export type RowErrorCode =
  | 'required'
  | 'too_long'
  | 'unknown_country'
  | 'unknown_stage'
  | 'unknown_incoterm'
  | 'not_a_day'
  | 'not_an_amount'
  | 'decimal_comma'
  | 'currency_missing'
  | 'currencies_differ'
  | 'unknown_person'
  | 'duplicate_in_file'
  | 'order_of_other_team'
  | 'order_given_up'
  | 'country_needed'
  | 'rate_missing'
  | 'price_not_yours'
  | 'owner_not_yours';
export type RowError = { field: SheetField; code: RowErrorCode; value: string };

/** An order as a row tells it; what the row leaves empty is undefined and changes nothing. */
export type SheetOrder = {
  no: string;
  customer: string;
  country?: string;
  title?: string;
  stage?: Stage;
  incoterm?: Incoterm;
  place?: string;
  money?: { currency: string; minor: number };
  promisedShipOn?: string;
  owners: Partial<Record<Lane, string>>;
};

export type RowContext = {
  /** The team's own names of its stages, as the sheet may use them. */
  stageNames: ReadonlyMap<string, Stage>;
  /** User ids by name, lower case. */
  people: ReadonlyMap<string, string>;
};

/** Every name a stage is known by, lower case: code, default and own names in both languages. */
export function stageNamesOf(own: readonly { code: Stage; nameZh: string; nameEn: string }[]): Map<string, Stage> {
  const names = new Map<string, Stage>();
  for (const code of STAGES)
    for (const name of [code, STAGE_NAMES[code].zh, STAGE_NAMES[code].en]) names.set(name.toLowerCase(), code);
  for (const { code, nameZh, nameEn } of own) for (const name of [nameZh, nameEn]) names.set(name.toLowerCase(), code);
  return names;
}

const OWNER_FIELD = {
  sales: 'ownerSales',
  documents: 'ownerDocuments',
  logistics: 'ownerLogistics',
} as const satisfies Record<Lane, SheetField>;
const LONGEST: Partial<Record<SheetField, number>> = { no: 40, customerName: 120, title: 120, place: 80 };
const INCOTERM = new RegExp(`^(${INCOTERMS.join('|')})\\b\\s*(.*)$`, 'i');

/** Reads one row. All that is wrong with it is said at once. */
export function readRow(
  cells: Readonly<Record<string, string>>,
  mapping: Mapping,
  context: RowContext,
): { order: SheetOrder; errors: RowError[] } {
  const errors: RowError[] = [];
  const cell = (field: SheetField): string =>
    mapping[field] === undefined ? '' : (cells[mapping[field]] ?? '').normalize('NFC').trim();
  const wrong = (field: SheetField, code: RowErrorCode): undefined =>
    void errors.push({ field, code, value: cell(field).slice(0, 80) });
  const read = <T>(
    field: SheetField,
    parse: (text: string) => T | null | undefined,
    code: RowErrorCode,
  ): T | undefined => {
    const text = cell(field);
    return text === '' ? undefined : (parse(text) ?? wrong(field, code));
  };
  const text = (field: SheetField): string | undefined =>
    read(field, (t) => (t.length <= (LONGEST[field] ?? 120) && !/[^\P{Cc}\t\n\r]/u.test(t) ? t : null), 'too_long');

  for (const field of REQUIRED_FIELDS) if (!cell(field)) wrong(field, 'required');
  const incoterm = read(
    'incoterm',
    (t) => INCOTERM.exec(t.normalize('NFKC'))?.[1]?.toUpperCase() as Incoterm | undefined,
    'unknown_incoterm',
  );
  const order: SheetOrder = { no: text('no') ?? '', customer: text('customerName') ?? '', owners: {} };
  const place = text('place') ?? INCOTERM.exec(cell('incoterm').normalize('NFKC'))?.[2]?.trim();
  assign(order, 'country', read('country', parseCountry, 'unknown_country'));
  assign(order, 'title', text('title'));
  assign(
    order,
    'stage',
    read('stage', (t) => context.stageNames.get(t.toLowerCase()), 'unknown_stage'),
  );
  assign(order, 'incoterm', incoterm);
  assign(order, 'place', place === '' ? undefined : place);
  assign(order, 'promisedShipOn', read('promisedShipOn', parseDay, 'not_a_day'));
  if (cell('amount')) {
    // `金额（USD）`: the header may name the currency for the whole column.
    const parsed = parseMoney(cell('amount'), cell('currency') || (parseCurrency(mapping.amount ?? '') ?? ''));
    if (parsed.ok) order.money = parsed.money;
    else wrong(parsed.problem === 'currency_missing' ? 'currency' : 'amount', parsed.problem);
  }
  for (const lane of LANES) {
    const owner = read(OWNER_FIELD[lane], (t) => context.people.get(t.toLowerCase()), 'unknown_person');
    if (owner) order.owners[lane] = owner;
  }
  return { order, errors };
}

function assign<K extends keyof SheetOrder>(order: SheetOrder, key: K, value: SheetOrder[K] | undefined): void {
  if (value !== undefined) order[key] = value;
}
