import { ordersApi } from '@tallyboard/contracts/orders';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { seededRandom } from '@tallyboard/testkit/random';
import type { BenchDatabase } from './bench-database.js';
import { startBuiltServer } from './built-server.js';
import { Caller } from './caller.js';

export const ADMIN = { email: 'admin@tallyboard.local', password: 'Bench-7-harbour-crane' };
const TEMPLATES = 200;
const SEED = 20261124;

const PEOPLE = [
  ['林小雯', 'sales'],
  ['吴桐', 'sales'],
  ['沈一诺', 'sales'],
  ['赵敏', 'sales'],
  ['陈晨', 'documents'],
  ['周颖', 'documents'],
  ['何磊', 'logistics'],
  ['孙悦', 'logistics'],
] as const;
const GOODS = [
  '不锈钢保温杯 750 ml',
  'LED camping lantern, 3 modes',
  '竹纤维餐具套装',
  'Folding garden chair, textilene',
  '硅胶烘焙垫 40×60',
  'Cordless drill 18 V, two batteries',
  '陶瓷马克杯 350 ml 彩盒',
  'Yoga mat TPE 6 mm',
];
const MARKETS = [
  ['德国', 'Handels GmbH'],
  ['美国', 'Trading LLC'],
  ['法国', 'Import SARL'],
  ['巴西', 'Comércio Ltda'],
  ['日本', '株式会社'],
  ['波兰', 'Sp. z o.o.'],
  ['阿联酋', 'General Trading'],
  ['墨西哥', 'SA de CV'],
] as const;
const STAGES = [
  '询盘',
  '报价',
  '谈判',
  '签约',
  '定金/信用证',
  '备货生产',
  '验货',
  '订舱',
  '制单',
  '报关',
  '装柜',
  '已装船',
  '交单',
  '到港',
  '交付',
  '结清',
];
const PORTS = ['Hamburg', 'Los Angeles', 'Le Havre', 'Santos', 'Yokohama', 'Gdańsk', 'Jebel Ali', 'Manzanillo'];

/** A company as people make it, through the real endpoints: first admin, eight colleagues by invitation, a sheet of 200 orders imported. */
export async function foundCompany(database: BenchDatabase): Promise<string> {
  const url = await database.create();
  const server = await startBuiltServer({ DATABASE_URL: url });
  try {
    const said = /First sign-in: (\S+)\s+one-time password: (\S+)/.exec(server.stdout.join('\n'));
    if (!said) throw new Error('the server told no first password');
    const nobody = new Caller(server.url);
    const admin = await nobody.enter(sessionsApi.signIn, { email: said[1]!, password: said[2]! });
    await admin.call(sessionsApi.changePassword, { current: said[2]!, next: ADMIN.password });
    const { me } = await admin.call(sessionsApi.me, {});
    for (const [i, [name, role]] of PEOPLE.entries()) {
      const invite = await admin.call(sessionsApi.invite, { teamId: me!.team.id, roles: [role] });
      const token = new URL(invite.url).pathname.split('/').at(-1)!;
      await nobody.enter(sessionsApi.acceptInvite, {
        token,
        email: `p${i}@example.com`,
        name,
        nameEn: name,
        password: `Bench-${i}-quay-and-mast`,
        locale: 'zh-CN',
      });
    }
    const report = await admin.call(ordersApi.importRun, {
      fileName: 'orders.csv',
      contentBase64: Buffer.from(sheet()).toString('base64'),
    });
    if (report.counts.create !== TEMPLATES)
      throw new Error(`the import took ${JSON.stringify(report.counts)}: ${JSON.stringify(report.rows[0])}`);
  } finally {
    await server.stop();
  }
  return url;
}

/** 200 orders of 100 customers in all stages, the same in every run. */
function sheet(): string {
  const random = seededRandom(SEED);
  const lines = ['订单号,客户,国家,品名,阶段,贸易术语,目的港,币种,金额,承诺船期,业务员,单证,物流'];
  for (let i = 0; i < TEMPLATES; i += 1) {
    const customer = i % 100;
    const [country, form] = MARKETS[customer % MARKETS.length]!;
    const day = new Date(Date.UTC(2026, 11, 1) + random.int(0, 150) * 86_400_000).toISOString().slice(0, 10);
    const who = (role: string): string => random.pick(PEOPLE.filter((p) => p[1] === role))[0];
    lines.push(
      [
        `BN-${String(i).padStart(4, '0')}`,
        `Buyer ${customer + 1} ${form}`,
        country,
        random.pick(GOODS),
        STAGES[i % STAGES.length],
        'FOB',
        random.pick(PORTS),
        'USD',
        random.int(3_000, 90_000),
        day,
        who('sales'),
        who('documents'),
        who('logistics'),
      ]
        .map((cell) => `"${cell ?? ''}"`)
        .join(','),
    );
  }
  return lines.join('\n');
}
