import type { INestApplicationContext } from '@nestjs/common';
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { NO_RETROSPECTIVE, type Retrospective } from '@tallyboard/rules/knowledge/retrospective';
import { DataSource } from 'typeorm';
import { WriteItem } from '../../modules/knowledge/write-item.js';
import { WriteRetrospective } from '../../modules/knowledge/write-retrospective.js';
import type { CommandContext } from '../../platform/commands/command.js';
import { PEOPLE, type PersonKey } from './cast.js';

type As = (key: PersonKey, at: string) => CommandContext;
type Ended = { id: string; ownerId: string; endedAt: string };

const HOUR_MS = 3_600_000;
const ENDED = `select id, sales_owner_id as "ownerId", stage_since as "endedAt" from orders_course_view
  where stage = $1 and status <> 'cancelled' and sales_owner_id is not null order by stage_since, id limit 1`;

/** A lost order that colleagues learn from, with the checklist that came of it; and an order that was won, told and waiting for a review. */
export async function tellCases(app: INestApplicationContext, now: string, as: As): Promise<void> {
  const [lost] = await app.get(DataSource).query<Ended[]>(ENDED, ['LOST']);
  const [won] = await app.get(DataSource).query<Ended[]>(ENDED, ['CLOSED']);
  if (lost) await learnFrom(app, now, as, lost);
  if (won) await submitted(app, as, keyOf(as, won), WIN, moments(now, won));
}

async function learnFrom(app: INestApplicationContext, now: string, as: As, lost: Ended): Promise<void> {
  const [author, at, writing] = [keyOf(as, lost), moments(now, lost), app.get(WriteItem)];
  const helper = as('zhou', now).actorId;
  const told = { ...LOSS, retrospective: { ...LOSS.retrospective, improvementBy: helper } };
  const asked = await submitted(app, as, author, told, at);
  const published = await writing.publish(as('wang', at(3)), step(asked));
  const made = await app.get(WriteRetrospective).offshoot(as('zhou', at(4)), { id: published.id, type: 'checklist' });
  const text: ItemText = { ...made.draft!, title: '报价前先问的三件事', stage: 'QUOTED' };
  const written = await writing.write(as('zhou', at(4)), { ...step(made), text });
  const waits = await writing.submit(as('zhou', at(5)), step(written));
  await writing.publish(as(author, at(6)), step(waits));
}

type Told = { title: string; body: string; retrospective: Partial<Retrospective> };
/** Begun, filled in and submitted, each at its hour after the order ended. */
async function submitted(
  app: INestApplicationContext,
  as: As,
  author: PersonKey,
  { title, body, retrospective }: Told,
  at: ReturnType<typeof moments>,
): Promise<ItemDetail> {
  const begun = await app.get(WriteRetrospective).begin(as(author, at(1)), { id: at.orderId, language: 'zh-CN' });
  const said = { ...NO_RETROSPECTIVE, ...begun.draft!.retrospective, ...retrospective };
  const text: ItemText = { ...begun.draft!, title, body, retrospective: said };
  const written = await app.get(WriteItem).write(as(author, at(1)), { ...step(begun), text });
  return app.get(WriteItem).submit(as(author, at(2)), step(written));
}

const step = ({ id, version }: ItemDetail) => ({ id, expectedVersion: version });
const keyOf = (as: As, { ownerId, endedAt }: Ended): PersonKey =>
  PEOPLE.find((p) => as(p.key, endedAt).actorId === ownerId)!.key;
/** So many hours after the order ended, and never later than now. */
function moments(now: string, { id, endedAt }: Ended): ((hours: number) => string) & { orderId: string } {
  const at = (hours: number): string => {
    const then = new Date(Date.parse(endedAt) + hours * HOUR_MS).toISOString();
    return then < now ? then : now;
  };
  return Object.assign(at, { orderId: id });
}

const LOSS: Told = {
  title: '报价慢了三天，客户已经下单',
  body: '客户同时问了三家。我们等工厂成本等了三天才报价，报出去时对方已和另一家谈好样品。',
  retrospective: {
    improvement: `- 当天先报区间价，写明哪一项待工厂确认
- 报价前问清三件事：到仓日期、目标价、谁拍板
- 常做的二十个品种，成本每月更新一次`,
  },
};

const WIN: Told = {
  title: '老展会名片，第四封信谈成首单',
  body: '前三封信都在介绍公司，没有回音。第四封只写对方货架上的一个缺口，附三张实拍图。',
  retrospective: {
    profile: '家族进口商，自己有仓库，年进口二十柜左右；儿子管采购，父亲最后签字。',
    approach: '先看对方网店缺什么，再写信。每封信只问一个能当天答的问题，约周三下午通话。',
    breakthrough: '答应小批量混柜试销，并把第一批的唛头改成对方自己的牌子。',
  },
};
