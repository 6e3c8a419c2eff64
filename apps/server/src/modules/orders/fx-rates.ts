import { Injectable } from '@nestjs/common';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { ordersApi } from '@tallyboard/contracts/orders';
import { toUsdMinor } from '@tallyboard/rules/money/money';
import type { Order } from '@tallyboard/rules/orders/order';
import { DataSource, type EntityManager } from 'typeorm';
import type { CommandContext } from '../../platform/commands/command.js';
import { Commands } from '../../platform/commands/run-command.js';
import { type NewFact, newFact, teamFeed } from '../../platform/feeds/fact.js';
import { AppError } from '../../platform/http/app-error.js';
import { audit } from '../../platform/ops/audit.js';
import { lockOrders, updateOrder } from './order-table.js';

type Rate = InputOf<typeof ordersApi.setRate>;
const SELECT = `select currency, trim_scale(usd_per_unit)::text as "usdPerUnit", as_of as "asOf" from fx_rate`;

/** The manager's exchange rates: US dollars per unit. */
@Injectable()
export class FxRates {
  constructor(
    private readonly db: DataSource,
    private readonly commands: Commands,
  ) {}

  async list(): Promise<ReplyOf<typeof ordersApi.rates>> {
    return { rates: await this.db.query<Rate[]>(`${SELECT} order by currency`) };
  }

  /**
   * The order's amount in US cents at today's rate. Once it was SECURED its own rate is frozen: another amount in the same currency
   * is worth as much more or less.
   */
  async usd(tx: EntityManager, order: Order, before: Order | null = null): Promise<number | null> {
    if (order.currency === null || order.amountMinor === null) return null;
    if (before?.securedAt && before.currency === order.currency && before.amountMinor && before.amountUsdMinor !== null)
      return scaled(order.amountMinor, before.amountUsdMinor, before.amountMinor);
    const money = { currency: order.currency, minor: order.amountMinor };
    if (order.currency === 'USD') return money.minor;
    const [rate] = await tx.query<Rate[]>(`${SELECT} where currency = $1`, [order.currency]);
    const usd = rate ? toUsdMinor(money, rate.usdPerUnit) : null;
    if (usd === null) throw new AppError('orders.rate_missing', { currency: order.currency });
    return usd;
  }

  set(context: CommandContext, rate: Rate): Promise<Rate> {
    return this.commands.run(context, async (tx) => {
      const impossible = !/[1-9]/.test(rate.usdPerUnit) || (rate.currency === 'USD' && Number(rate.usdPerUnit) !== 1);
      if (impossible)
        throw new AppError('validation.failed', { issues: [{ path: 'usdPerUnit', code: 'too_small', message: '' }] });
      await tx.query(
        'insert into fx_rate (currency, usd_per_unit, as_of) values ($1, $2, $3) on conflict (currency) do update set usd_per_unit = $2, as_of = $3',
        [rate.currency, rate.usdPerUnit, rate.asOf],
      );
      await audit(tx, context, {
        action: 'orders.rate_set',
        subject: rate.currency,
        details: { usdPerUnit: rate.usdPerUnit, asOf: rate.asOf },
      });
      return { reply: rate, facts: await this.follow(tx, rate.currency) };
    });
  }

  /** Orders in this currency that are not secured yet take the new rate. */
  private async follow(tx: EntityManager, currency: string): Promise<NewFact[]> {
    const open = await tx.query<{ id: string }[]>(
      `select id from trade_order where currency = $1 and secured_at is null and status <> 'cancelled' and stage <> 'LOST'`,
      [currency],
    );
    const orders = await lockOrders(
      tx,
      open.map((o) => o.id),
    );
    const facts: NewFact[] = [];
    for (const before of orders.values()) {
      const order = { ...before, amountUsdMinor: await this.usd(tx, before), version: before.version + 1 };
      if (order.amountUsdMinor === before.amountUsdMinor || before.securedAt) continue;
      await updateOrder(tx, before, order);
      facts.push(
        newFact(teamFeed(order.teamId), 'orders.edited', { order, before, reason: null, note: null, undoes: null }),
      );
    }
    return facts;
  }
}

/** `amount × numerator / denominator` in whole cents. */
const scaled = (amount: number, numerator: number, denominator: number): number =>
  Number((BigInt(amount) * BigInt(numerator) * 2n + BigInt(denominator)) / (2n * BigInt(denominator)));

/** Rates a new company starts with, so that a first import works; the manager keeps them from then on. Rounded values of late 2026. */
const FIRST_RATES: Readonly<Record<string, string>> = {
  CNY: '0.1405',
  EUR: '1.16',
  GBP: '1.32',
  JPY: '0.0065',
  HKD: '0.1285',
  AUD: '0.655',
  CAD: '0.715',
  CHF: '1.25',
  SGD: '0.77',
  AED: '0.2723',
  SAR: '0.2667',
  KWD: '3.26',
  INR: '0.0113',
  IDR: '0.00006',
  MYR: '0.24',
  THB: '0.0309',
  VND: '0.000038',
  PHP: '0.017',
  KRW: '0.00069',
  BRL: '0.187',
  MXN: '0.0545',
  CLP: '0.00107',
  COP: '0.00026',
  ZAR: '0.058',
  NGN: '0.00069',
  EGP: '0.021',
  KES: '0.0077',
  TRY: '0.0237',
  PLN: '0.274',
  RUB: '0.0123',
  SEK: '0.105',
  NOK: '0.099',
  DKK: '0.1555',
};

export async function seedRates(tx: EntityManager, asOf: string): Promise<void> {
  for (const [currency, usdPerUnit] of Object.entries(FIRST_RATES))
    await tx.query('insert into fx_rate (currency, usd_per_unit, as_of) values ($1, $2, $3) on conflict do nothing', [
      currency,
      usdPerUnit,
      asOf,
    ]);
}
