import type { INestApplicationContext } from '@nestjs/common';
import { CreateOrder } from '../../modules/orders/create-order.js';
import { MoveOrder } from '../../modules/orders/move-order.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { BUYERS, GOODS, type PersonKey } from './cast.js';

/** What buyers bought before this board was there: number of the buyer, day, goods, US dollars. Settled long since. */
const BOUGHT: readonly (readonly [buyer: number, day: string, goods: number, usd: number])[] = [
  [0, '03-11', 0, 31_200],
  [5, '04-22', 0, 24_800],
  [0, '06-17', 3, 52_400],
  [1, '07-08', 4, 38_900],
  [5, '09-03', 2, 21_500],
  [0, '10-21', 1, 36_700],
  [1, '11-12', 1, 33_100],
];

/** The year before, brought into the board as orders that are closed: they earn nothing, and tell who came back. */
export async function bringLastYear(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
  buyers: readonly string[],
): Promise<void> {
  const year = Number(now.slice(0, 4)) - 1;
  for (const [i, [buyer, day, goods, usd]] of BOUGHT.entries()) {
    const at = `${year}-${day}T02:00:00.000Z`;
    const { currency, place } = BUYERS[buyer]!;
    const { card } = await app.get(CreateOrder).run(as('lin', at), {
      no: `YD-${String(year).slice(2)}${day.slice(0, 2)}-${String(i + 1).padStart(3, '0')}`,
      title: GOODS[goods]!.title,
      currency,
      amountMinor: usd * 100,
      incoterm: 'FOB',
      place: currency === 'USD' ? 'Ningbo' : place,
      customerId: buyers[buyer]!,
      stage: 'SETTLED',
    });
    const [target, later] = [{ id: card.id, expectedVersion: card.version }, at.replace('T02:', 'T08:')];
    await app.get(MoveOrder).run(as('wang', later), { ...target, toStage: 'CLOSED', afterId: null });
  }
}
