import type { INestApplicationContext } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { storeApi } from '@tallyboard/contracts/store';
import { Redeem } from '../../modules/points/store/redeem.js';
import { RunStore } from '../../modules/points/store/run-store.js';
import { StoreRead } from '../../modules/points/store/store.read.js';
import type { CommandContext } from '../../platform/commands/command.js';
import type { PersonKey } from './cast.js';

type Resource = InputOf<typeof storeApi.add>['resource'];
const ANY: Omit<Resource, 'type' | 'title' | 'price' | 'costCny'> = {
  text: '',
  stock: null,
  perPerson: null,
  minLevel: 'set_sail',
  roles: [],
  picture: null,
};

/** What a trading office may let its people learn with. */
const RESOURCES: readonly Resource[] = [
  {
    ...ANY,
    ...{
      type: 'book',
      title: '《国际贸易术语解释通则 2020》',
      text: '中英对照，办公室借阅架常备。',
      price: 8,
      stock: 12,
      costCny: 68,
    },
  },
  {
    ...ANY,
    ...{
      type: 'tool',
      title: '海关数据查询季卡',
      text: '查目标市场的进口商和采购频次。',
      price: 18,
      stock: 5,
      perPerson: 1,
      costCny: 480,
    },
  },
  {
    ...ANY,
    ...{
      type: 'course',
      title: '信用证审单实务（线上）',
      text: '12 课时，结业后写一篇要点放进知识池。',
      price: 25,
      costCny: 599,
      perPerson: 1,
    },
  },
  {
    ...ANY,
    ...{
      type: 'course',
      title: 'Negotiating with European buyers',
      text: 'Live online course, 6 evenings.',
      price: 40,
      stock: 4,
      costCny: 880,
    },
  },
  {
    ...ANY,
    ...{
      type: 'exam',
      title: '国际货运代理资格考试报名',
      price: 60,
      costCny: 1_200,
      perPerson: 1,
      minLevel: 'coastal',
    },
  },
  {
    ...ANY,
    ...{
      type: 'exhibition',
      title: '广交会现场学习名额',
      text: '随队两天，回来分享一次。',
      price: 90,
      stock: 2,
      costCny: 2_600,
      minLevel: 'ocean_going',
      roles: ['sales'],
    },
  },
  {
    ...ANY,
    ...{
      type: 'day_off',
      title: '学习日半天',
      text: '用来上课或考试。',
      price: 20,
      stock: 6,
      perPerson: 2,
      costCny: 300,
    },
  },
];

/** The store of the demo: what it holds, how much a month may cost, and what a colleague would like to find. */
export async function fillStore(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Promise<void> {
  const run = app.get(RunStore);
  for (const resource of RESOURCES) await run.add(as('wang', now), { resource });
  await run.setPolicy(as('wang', now), { monthlyCny: 5_000, approveUpTo: 10, expectedVersion: 0 });
  const wish = {
    type: 'book',
    title: 'Selling to Germany',
    link: '',
    why: '德国客户越来越多，想看看他们怎么谈。',
  } as const;
  await run.suggest(as('lin', now), wish);
}

/** What of it is asked for, by whom: a small one was handed over, one is approved, one waits for the manager. */
const ASKED: readonly { who: PersonKey; price: number; steps: readonly ('approve' | 'fulfil')[] }[] = [
  { who: 'zhou', price: 8, steps: ['fulfil'] },
  { who: 'shen', price: 20, steps: ['approve'] },
  { who: 'lin', price: 18, steps: [] },
];

/** Colleagues spend what they earned by sharing; to be told once the points have followed. */
export async function spendCredits(
  app: INestApplicationContext,
  now: string,
  as: (key: PersonKey, at: string) => CommandContext,
): Promise<void> {
  const { resources } = await app.get(StoreRead).list(as('wang', now).principal, {});
  for (const { who, price, steps } of ASKED) {
    const { id } = resources.find((r) => r.price === price)!;
    const asked = await app.get(Redeem).ask(as(who, now), { id, price });
    for (const step of steps) await app.get(Redeem).decide(as('wang', now), { id: asked.id, step, note: '' });
  }
}
