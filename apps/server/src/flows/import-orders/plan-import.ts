import type { ImportReport, ImportRow } from '@tallyboard/contracts/order-imports';
import { toUsdMinor } from '@tallyboard/rules/money/money';
import { readRow, type RowError, type SheetOrder, stageNamesOf } from '@tallyboard/rules/orders/import/read-row';
import {
  guessMapping,
  type Mapping,
  SHEET_FIELDS,
  type SheetField,
} from '@tallyboard/rules/orders/import/sheet-fields';
import { decideEdit, type EditRefusal } from '@tallyboard/rules/orders/decide-edit';
import type { Order } from '@tallyboard/rules/orders/order';
import type { EntityManager } from 'typeorm';
import { selectOrders } from '../../modules/orders/order-table.js';
import { readSettings } from '../../modules/orders/stage-settings.js';
import type { Principal } from '../../platform/auth/principal.js';
import type { Sheet } from './decode-sheet.js';
import { cellOf } from './sheet-cell.js';

export type PlannedRow = {
  line: number;
  outcome: 'create' | 'update' | 'same' | 'error';
  sheet: SheetOrder;
  existing: Order | null;
  changes: Partial<Order>;
  usdMinor: number | null;
  errors: RowError[];
  values: Record<string, string>;
};
export type Plan = { encoding: Sheet['encoding']; headers: string[]; mapping: Mapping; rows: PlannedRow[] };

/** What an import would do, row by row; reads only. Existing orders are matched by number and get only what the row fills in. */
export async function planImport(
  tx: EntityManager,
  principal: Principal,
  sheet: Sheet,
  wanted: Record<string, string> | undefined,
): Promise<Plan> {
  const mapping = wanted ? known(wanted, sheet.headers) : guessMapping(sheet.headers);
  const context = await contextOf(tx, principal);
  const read = sheet.rows.map(({ line, cells }) => ({ line, cells, ...readRow(cells, mapping, context) }));
  const existing = new Map(
    (await selectOrders(tx, 'upper(o.no) = any($1)', [read.map((r) => r.order.no.toUpperCase())])).map((o) => [
      o.no.toUpperCase(),
      o,
    ]),
  );
  const buyers = await tx.query<{ name: string }[]>(
    'select lower(name) as name from customers_customer_view where lower(name) = any($1)',
    [read.map((r) => r.order.customer.toLowerCase())],
  );
  const met = new Set(buyers.map((b) => b.name));
  const rates = new Map(
    (
      await tx.query<{ currency: string; rate: string }[]>(
        'select currency, trim_scale(usd_per_unit)::text as rate from fx_rate',
      )
    ).map((r) => [r.currency, r.rate]),
  );
  const numbers = new Set<string>();

  const rows = read.map(({ line, cells, order, errors }): PlannedRow => {
    const wrong = (field: SheetField, code: RowError['code'], value = ''): void =>
      void errors.push({ field, code, value });
    const no = order.no.toUpperCase();
    const before = existing.get(no) ?? null;
    if (no && numbers.has(no)) wrong('no', 'duplicate_in_file', order.no);
    numbers.add(no);
    if (before && before.teamId !== principal.teamId) wrong('no', 'order_of_other_team', order.no);
    if (order.customer && !met.has(order.customer.toLowerCase())) {
      if (order.country) met.add(order.customer.toLowerCase());
      else if (!errors.some((e) => e.field === 'country')) wrong('country', 'country_needed');
    }
    if (order.money && !principal.capabilities.has('orders.seePrice')) wrong('amount', 'price_not_yours');
    const usdMinor = order.money ? toUsdMinor(order.money, rates.get(order.money.currency) ?? '') : null;
    if (order.money && usdMinor === null) wrong('currency', 'rate_missing', order.money.currency);
    const changes = before ? changesOf(before, order) : {};
    const refused = before && refusalOf(before, changes, principal);
    if (refused === 'orders.locked') wrong('no', 'order_given_up');
    else if (refused) wrong('ownerSales', 'owner_not_yours');
    const outcome =
      errors.length > 0 ? 'error' : !before ? 'create' : Object.keys(changes).length > 0 ? 'update' : 'same';
    const values = Object.fromEntries(
      SHEET_FIELDS.filter((f) => mapping[f] !== undefined).map((f) => [
        f,
        (cells[mapping[f]!] ?? '').trim().slice(0, 200),
      ]),
    );
    return { line, outcome, sheet: order, existing: before, changes, usdMinor, errors, values };
  });
  return { encoding: sheet.encoding, headers: sheet.headers, mapping, rows };
}

/** The mapping that was asked for, as far as its fields and headers exist. */
function known(wanted: Record<string, string>, headers: readonly string[]): Mapping {
  return Object.fromEntries(
    SHEET_FIELDS.filter((f) => wanted[f] !== undefined && headers.includes(wanted[f])).map((f) => [f, wanted[f]]),
  );
}

async function contextOf(tx: EntityManager, principal: Principal) {
  const people = await tx.query<{ id: string; name: string; nameEn: string }[]>(
    `select id, name, name_en as "nameEn" from people_person_view where team_id = $1 and active`,
    [principal.teamId],
  );
  const { stages } = await readSettings(tx, principal.teamId);
  return {
    stageNames: stageNamesOf(stages),
    people: new Map(
      people.flatMap((p) => [[p.name.toLowerCase(), p.id] as const, [p.nameEn.toLowerCase(), p.id] as const]),
    ),
  };
}

/** What a row changes in an order that is there. Its stage is not among it: the board knows better than a sheet where an order stands. */
export function changesOf(before: Order, sheet: SheetOrder): Partial<Order> {
  const wanted: Partial<Order> = {
    ...(sheet.title !== undefined && { title: sheet.title }),
    ...(sheet.incoterm && { incoterm: sheet.incoterm }),
    ...(sheet.place !== undefined && { place: sheet.place }),
    ...(sheet.promisedShipOn && { promisedShipOn: sheet.promisedShipOn }),
    ...(sheet.money && { currency: sheet.money.currency, amountMinor: sheet.money.minor }),
    ...(Object.keys(sheet.owners).length > 0 && { owners: { ...before.owners, ...sheet.owners } }),
    ...(sheet.customer &&
      sheet.customer.toLowerCase() !== before.customerName.toLowerCase() && { customerName: sheet.customer }),
  };
  const changed = Object.entries(wanted).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key as keyof Order]),
  );
  return Object.fromEntries(changed);
}

/** Why this person may not make these changes of an order that is there; null when they may, or when nothing changes. */
export function refusalOf(before: Order, changes: Partial<Order>, { id, capabilities }: Principal): EditRefusal | null {
  if (Object.keys(changes).length === 0) return null;
  const outcome = decideEdit(before, { ...before, ...changes }, { id, capabilities });
  return outcome.ok ? null : outcome.code;
}

export function reportOf({ encoding, headers, mapping, rows }: Plan): ImportReport {
  const count = (outcome: PlannedRow['outcome']): number => rows.filter((r) => r.outcome === outcome).length;
  return {
    encoding,
    headers,
    mapping: mapping,
    counts: { create: count('create'), update: count('update'), same: count('same'), error: count('error') },
    rows: rows.map((row) => ({
      line: row.line,
      no: row.sheet.no,
      outcome: row.outcome,
      errors: row.errors,
      values: row.values,
      changes: row.outcome === 'update' ? differencesOf(row.existing!, row.changes) : [],
    })),
  };
}

/** What an update makes of each field that it changes. */
function differencesOf(before: Order, changes: Partial<Order>): ImportRow['changes'] {
  const called = { stage: (code: string) => code, person: (id: string) => id };
  const after = { ...before, ...changes };
  return SHEET_FIELDS.map((field) => ({
    field,
    from: cellOf(before, field, called),
    to: cellOf(after, field, called),
  })).filter(({ from, to }) => from !== to);
}
