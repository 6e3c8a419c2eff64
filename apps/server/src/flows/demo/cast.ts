import type { Role } from '@tallyboard/rules/people/capabilities';

/** The people of the demo: an export team in Ningbo. Keys are used by the story. */
export const PEOPLE = [
  { key: 'wang', name: '王磊', nameEn: 'Wang Lei', roles: ['manager', 'admin'] },
  { key: 'lin', name: '林晓雯', nameEn: 'Lin Xiaowen', roles: ['sales'] },
  { key: 'wu', name: '吴桐', nameEn: 'Wu Tong', roles: ['sales'] },
  { key: 'shen', name: '沈一诺', nameEn: 'Shen Yinuo', roles: ['sales'] },
  { key: 'zhou', name: '周启明', nameEn: 'Zhou Qiming', roles: ['documents'] },
  { key: 'xu', name: '许静', nameEn: 'Xu Jing', roles: ['documents'] },
  { key: 'he', name: '何佳', nameEn: 'He Jia', roles: ['logistics'] },
  { key: 'fang', name: '方远', nameEn: 'Fang Yuan', roles: ['logistics'] },
  { key: 'zhao', name: '赵敏', nameEn: 'Zhao Min', roles: ['finance'] },
] as const satisfies readonly { key: string; name: string; nameEn: string; roles: readonly Role[] }[];
export type PersonKey = (typeof PEOPLE)[number]['key'];

type Buyer = { name: string; country: string; group: string; currency: string; place: string; contact: string };
/** Invented buyers in twelve markets. */
export const BUYERS: readonly Buyer[] = [
  {
    name: 'Al Rashid Trading',
    country: 'SA',
    group: '中东',
    currency: 'USD',
    place: 'Jeddah',
    contact: 'Fahad Al Rashid',
  },
  {
    name: 'Hanse Werkzeug GmbH',
    country: 'DE',
    group: '欧洲',
    currency: 'EUR',
    place: 'Hamburg',
    contact: 'Katrin Möller',
  },
  {
    name: 'Siam Home Co.',
    country: 'TH',
    group: '东南亚',
    currency: 'USD',
    place: 'Laem Chabang',
    contact: 'Anong Suwan',
  },
  { name: 'Grupo Nogal', country: 'MX', group: '拉美', currency: 'USD', place: 'Manzanillo', contact: 'Luis Nogal' },
  {
    name: 'Savanna Hardware',
    country: 'KE',
    group: '非洲',
    currency: 'USD',
    place: 'Mombasa',
    contact: 'Grace Wanjiru',
  },
  { name: 'Gulf Star LLC', country: 'AE', group: '中东', currency: 'USD', place: 'Jebel Ali', contact: 'Omar Haddad' },
  { name: 'Móveis Sul Ltda', country: 'BR', group: '拉美', currency: 'USD', place: 'Santos', contact: 'Renata Lima' },
  {
    name: 'PT Cahaya Abadi',
    country: 'ID',
    group: '东南亚',
    currency: 'USD',
    place: 'Jakarta',
    contact: 'Budi Santoso',
  },
  { name: 'Lagos Prime', country: 'NG', group: '非洲', currency: 'USD', place: 'Lagos Apapa', contact: 'Chidi Okafor' },
  {
    name: 'Dom i Ogród Sp. z o.o.',
    country: 'PL',
    group: '欧洲',
    currency: 'EUR',
    place: 'Gdańsk',
    contact: 'Ewa Nowak',
  },
  { name: 'Minh Phát JSC', country: 'VN', group: '东南亚', currency: 'USD', place: 'Hai Phong', contact: 'Trần Minh' },
  {
    name: 'Blue Ridge Supply',
    country: 'US',
    group: '北美',
    currency: 'USD',
    place: 'Savannah, GA',
    contact: 'Dana Brooks',
  },
  {
    name: 'Rheinland Garten KG',
    country: 'DE',
    group: '欧洲',
    currency: 'EUR',
    place: 'Rotterdam',
    contact: 'Jonas Weber',
  },
  {
    name: 'Cedar & Pine Inc.',
    country: 'US',
    group: '北美',
    currency: 'USD',
    place: 'Los Angeles, CA',
    contact: 'Mark Ellis',
  },
];

export const GOODS = [
  { title: '不锈钢保温杯 Vacuum flasks', usd: 28_000 },
  { title: '园林工具套装 Garden tool sets', usd: 36_000 },
  { title: 'LED 工作灯 LED work lights', usd: 22_000 },
  { title: '折叠户外桌椅 Folding outdoor furniture', usd: 57_000 },
  { title: '五金工具箱 Hand tool kits', usd: 41_000 },
  { title: '陶瓷餐具 Ceramic tableware', usd: 18_500 },
  { title: '铝合金梯 Aluminium ladders', usd: 64_000 },
  { title: '硅胶厨具 Silicone kitchenware', usd: 12_400 },
] as const;
