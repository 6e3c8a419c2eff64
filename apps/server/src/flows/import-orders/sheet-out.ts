import { Injectable } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { TRANSLATORS } from '@tallyboard/locale/translators';
import { riskOf } from '@tallyboard/rules/orders/deadline';
import { SHEET_FIELDS, type SheetField } from '@tallyboard/rules/orders/import/sheet-fields';
import type { Order } from '@tallyboard/rules/orders/order';
import { businessDay } from '@tallyboard/rules/time/business-day';
import { stringify } from 'csv-stringify/sync';
import { DataSource } from 'typeorm';
import { OfficeZone } from '../../modules/orders/office-zone.js';
import { selectOrders } from '../../modules/orders/order-table.js';
import { readSettings } from '../../modules/orders/stage-settings.js';
import type { Principal } from '../../platform/auth/principal.js';
import { Clock } from '../../platform/clock/clock.js';
import { cellOf } from './sheet-cell.js';

type Filter = Omit<InputOf<typeof ordersApi.export>, 'teamId'>;
type Locale = Filter['locale'];

/** A cell that a spreadsheet would run as a formula gets an apostrophe in front, full-width signs included. */
export const harmless = (cell: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell);

/** Excel takes UTF-8 only with a BOM. A line break of either kind is quoted: bare, it would begin a row, perhaps with a formula. */
export const csv = (rows: readonly (readonly string[])[]): string =>
  `\ufeff${stringify(
    rows.map((r) => r.map(harmless)),
    { record_delimiter: 'windows', quoted_match: /[\r\n]/ },
  )}`;
const headerOf = (field: SheetField, locale: Locale): string => TRANSLATORS[locale](`field.${field}`);

/** Sheets out: the template to fill in, and the filtered orders in the shape the import reads. */
@Injectable()
export class SheetOut {
  constructor(
    private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly office: OfficeZone,
  ) {}

  template(locale: Locale): string {
    const zh = locale === 'zh-CN';
    const example: Record<SheetField, string> = {
      no: 'EXAMPLE-001',
      customerName: 'Example Trading GmbH',
      country: zh ? '德国' : 'Germany',
      title: zh ? '园林工具套装' : 'Garden tool sets',
      stage: TRANSLATORS[locale]('stage.QUOTED'),
      incoterm: 'FOB',
      place: 'Ningbo',
      currency: 'USD',
      amount: '45,200.00',
      promisedShipOn: zh ? '2027年1月15日' : '2027-01-15',
      ownerSales: '',
      ownerDocuments: '',
      ownerLogistics: '',
    };
    return csv([SHEET_FIELDS.map((f) => headerOf(f, locale)), SHEET_FIELDS.map((f) => example[f])]);
  }

  async orders(principal: Principal, { locale, ...filter }: Filter): Promise<string> {
    const today = businessDay(this.clock.now(), await this.office.zone());
    const priced = principal.view === 'price';
    const fields = SHEET_FIELDS.filter((f) => priced || (f !== 'amount' && f !== 'currency'));
    const all = await selectOrders(this.db.manager, `o.team_id = $1 and o.status <> 'cancelled' order by o.rank`, [
      principal.teamId,
    ]);
    const people = new Map(
      (
        await this.db.query<{ id: string; name: string; nameEn: string }[]>(
          `select id, name, name_en as "nameEn" from people_person_view where team_id = $1`,
          [principal.teamId],
        )
      ).map((p) => [p.id, locale === 'en' ? p.nameEn : p.name]),
    );
    const { stages } = await readSettings(this.db.manager, principal.teamId);
    const stageNames = new Map(stages.map((s) => [s.code, locale === 'en' ? s.nameEn : s.nameZh]));
    const called = {
      stage: (code: Order['stage']) => stageNames.get(code) ?? code,
      person: (id: string) => people.get(id) ?? '',
    };
    return csv([
      fields.map((f) => headerOf(f, locale)),
      ...all.filter((o) => matches(o, filter, today)).map((o) => fields.map((f) => cellOf(o, f, called))),
    ]);
  }
}

function matches(o: Order, { q, owner, country, risk, stage }: Omit<Filter, 'locale'>, today: string): boolean {
  const text = q?.toLowerCase();
  return (
    (!text || [o.no, o.customerName, o.title, o.place].some((s) => s.toLowerCase().includes(text))) &&
    (!owner || Object.values(o.owners).includes(owner)) &&
    (!country || o.country === country) &&
    (!stage || o.stage === stage) &&
    (!risk || riskOf(o, today) === risk)
  );
}
