import type { INestApplicationContext } from '@nestjs/common';
import type { InputOf } from '@tallyboard/contracts/endpoint';
import type { storeApi } from '@tallyboard/contracts/store';
import { RunStore } from '../../modules/points/store/run-store.js';
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
      price: 30,
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
      price: 40,
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
      price: 60,
      stock: 4,
      costCny: 880,
    },
  },
  {
    ...ANY,
    ...{
      type: 'exam',
      title: '国际货运代理资格考试报名',
      price: 80,
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
      price: 120,
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
      price: 50,
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
