import type { INestApplicationContext } from '@nestjs/common';
import type { Inquiry } from '@tallyboard/rules/inquiries/inquiry';
import { fillTemplate } from '@tallyboard/rules/knowledge/template';
import { TALKING_STAGES } from '@tallyboard/rules/knowledge/use';
import { hasReached, type Stage } from '@tallyboard/rules/orders/stages';
import { ItemsRead } from '../../modules/knowledge/items.read.js';
import { SearchItems } from '../../modules/knowledge/search-items.js';
import { UseOnOrder } from '../../modules/knowledge/use-on-order.js';
import { UsesRead } from '../../modules/knowledge/uses.read.js';
import type { CommandContext } from '../../platform/commands/command.js';

/** Of so many orders in hand one has a checklist. */
const EVERY = 3;
type Stood = { id: string; stage: Stage };

/** A template of a colleague is at hand while an order is talked about, and has its share when it is settled. */
export async function useInTalk(app: INestApplicationContext, order: Stood, by: CommandContext): Promise<void> {
  if (!TALKING_STAGES.includes(order.stage)) return;
  const pool = { in: 'pool', type: 'template', offset: 0, limit: 10 } as const;
  const { items } = await app.get(SearchItems).search(by.principal, pool);
  const { uses } = await app.get(UsesRead).ofOrder(null, by.principal, { orderId: order.id, language: 'zh-CN' });
  const item = items.find((i) => i.authorId !== by.actorId);
  if (item && !uses.some((u) => u.itemId === item.id))
    await app.get(UseOnOrder).attach(again(by), { orderId: order.id, language: 'zh-CN', itemId: item.id });
}

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
type Asked = Pick<Inquiry, 'id' | 'buyer' | 'country' | 'product'>;
/** What whoever answers an inquiry writes with the template of a colleague that fits it; nothing where none does. */
export async function replyByTemplate(
  app: INestApplicationContext,
  { id, buyer, country, product }: Asked,
  by: CommandContext,
): Promise<{ text: string; used: { itemId: string; revision: number }[] } | null> {
  const { suggested } = await app.get(UsesRead).ofInquiry(by.principal, id);
  const fitting = suggested.find((s) => s.type === 'template' && s.stage === 'INQUIRY' && s.authorId !== by.actorId);
  if (!fitting) return null;
  const { published, revision } = await app.get(ItemsRead).detail(null, by.principal, fitting.id);
  const known = { customer: buyer, contact: buyer, product, country: country ? COUNTRIES.of(country)! : '' };
  return { text: fillTemplate(published!.body, known), used: [{ itemId: fitting.id, revision }] };
}

/** Where documents are being made, a checklist lies beside them, half done. */
export async function useInHand(
  app: INestApplicationContext,
  orders: readonly Stood[],
  by: CommandContext,
): Promise<void> {
  const inHand = orders.filter(({ stage }) => hasReached(stage, 'PI_SIGNED') && !hasReached(stage, 'SETTLED'));
  for (const { id } of inHand.filter((_, n) => n % EVERY === 0)) {
    const use = await attachFitting(app, id, by, 'checklist');
    for (const line of use?.lines ? [0, 1] : [])
      if (use!.lines![line])
        await app.get(UseOnOrder).tick(again(by), { orderId: id, language: 'zh-CN', useId: use!.id, line, done: true });
  }
}

async function attachFitting(app: INestApplicationContext, orderId: string, by: CommandContext, type?: 'checklist') {
  const on = { orderId, language: 'zh-CN' as const };
  const { suggested } = await app.get(UsesRead).ofOrder(null, by.principal, on);
  const item = suggested.find((s) => s.authorId !== by.actorId && (!type || s.type === type));
  if (!item) return undefined;
  const { uses } = await app.get(UseOnOrder).attach(again(by), { ...on, itemId: item.id });
  return uses.find((u) => u.itemId === item.id);
}

/** Each is a command of its own. */
const again = (by: CommandContext): CommandContext => ({ ...by, commandId: crypto.randomUUID() });
