import type { OrderValues, TimelineEntry } from '@tallyboard/contracts/order-cards';
import { TRACKS } from '@tallyboard/rules/orders/order';
import { LANES } from '@tallyboard/rules/orders/stages';
import { countryName, MISSING, money } from '../../platform/format';
import { t } from '../../platform/i18n';
import { OWNER_FIELD } from './order-form';

/** One field from what to what, in words; without values for who may not see them. */
export type ChangeLine = { label: string; values: { from: string; to: string } | null };
type Values = Partial<OrderValues>;
type NameOf = (id: string) => string;
const PLAIN = ['no', 'customerName', 'title', 'place', 'promisedShipOn', 'frozenShipOn', 'onBoardOn'] as const;
const PRICES = ['currency', 'amountMinor', 'amountUsdMinor'];
const named = (id: string | null | undefined, nameOf: NameOf): string => (id ? nameOf(id) : MISSING);

/** What an edit changed, in the order of the form. */
export function changeLines({ changed, from, to }: TimelineEntry, nameOf: NameOf): ChangeLine[] {
  const lines: ChangeLine[] = [];
  const line = (label: string, shown: (values: Values) => string): unknown =>
    lines.push({ label, values: { from: shown(from) || MISSING, to: shown(to) || MISSING } });
  for (const key of PLAIN) if (key in to) line(t(`field.${key}`), (v) => v[key] ?? '');
  if ('country' in to && !('customerName' in to)) line(t('field.country'), (v) => countryName(v.country!));
  const priced = 'amountMinor' in to;
  if (priced) line(t('field.amount'), (v) => money(v.amountMinor, v.currency));
  // Beside an amount in dollars it would say the same again.
  if ('amountUsdMinor' in to && !(priced && to.currency === 'USD'))
    line(t('field.amountUsdMinor'), (v) => money(v.amountUsdMinor, 'USD'));
  if (!('amountMinor' in to || 'amountUsdMinor' in to) && changed.some((key) => PRICES.includes(key)))
    lines.push({ label: t('field.amount'), values: null });
  if ('incoterm' in to) line(t('field.incoterm'), (v) => (v.incoterm ? t(`incoterm.${v.incoterm}`) : ''));
  if ('deadline' in to)
    line(t('field.deadline'), (v) => (v.deadline ? `${t(`deadline.${v.deadline.kind}`)} ${v.deadline.on}` : ''));
  for (const lane of LANES)
    if (from.owners?.[lane] !== to.owners?.[lane]) line(t(OWNER_FIELD[lane]), (v) => named(v.owners?.[lane], nameOf));
  if ('credit' in to)
    line(t('field.credit'), (v) => (v.credit ?? []).map((c) => `${nameOf(c.userId)} ${c.percent}%`).join(' · '));
  for (const track of TRACKS)
    if (from.tracks?.[track] !== to.tracks?.[track])
      line(`${t('field.tracks')} · ${t(`track.${track}`)}`, (v) => `${v.tracks![track]}%`);
  if ('status' in to) line(t('field.status'), (v) => t(`status.${v.status!}`));
  return lines;
}
