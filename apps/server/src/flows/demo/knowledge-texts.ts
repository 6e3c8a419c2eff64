import type { ItemText, ItemType } from '@tallyboard/rules/knowledge/item';
import type { PersonKey } from './cast.js';

/** `reviewer`: null while it waits. `later`: the same once more, after somebody knew better. */
export type DemoItem = ItemText & {
  type: ItemType;
  author: PersonKey;
  reviewer: PersonKey | null;
  daysAgo: number;
  later?: { daysAgo: number; body: string };
};
const ANY = { market: null, stage: null, retrospective: null } as const;
const ZH = { language: 'zh-CN', ...ANY } as const;
const EN = { language: 'en', ...ANY } as const;

const LC_FIRST = `## 收到信用证，当天核对

- [ ] 有效期、最迟装运期、交单期三个日期，与生产和船期对得上
- [ ] 受益人名称、地址与营业执照一字不差
- [ ] 金额、增减幅度（溢短装）与形式发票一致
- [ ] 货描与形式发票一致，不带多余规格
- [ ] 装卸港、是否允许转运和分批
- [ ] 单据条款逐条可做：份数、签发人、是否需要使馆认证`;

/** What the demo team knows; oldest first. */
export const DEMO_ITEMS: readonly DemoItem[] = [
  {
    ...{ ...ZH, type: 'checklist', author: 'zhou', reviewer: 'xu', daysAgo: 150, stage: 'PI_SIGNED' },
    title: '信用证审核要点',
    body: LC_FIRST,
    later: {
      daysAgo: 62,
      body: `${LC_FIRST}
- [ ] 软条款：客检证由申请人签发、货到后付款、需申请人确认的任何单据，一律先改证

> 去年一票因“客检证须由申请人签字”被拖了 23 天。`,
    },
  },
  {
    ...{ ...EN, type: 'template', author: 'lin', reviewer: 'wang', daysAgo: 131, stage: 'INQUIRY' },
    title: 'First reply to a new inquiry',
    body: `Dear {{contact}},

Thank you for your inquiry about {{product}}. To quote exactly, may I ask three things:

1. Quantity per order, and per year if you already plan it
2. Your packaging: brown box, colour box, or as we ship to {{country}} now
3. Destination port and the terms you prefer (FOB Ningbo or CIF)

With these I will send a full quotation within 24 hours. Our standard lead time is 35 days after deposit.

Best regards`,
  },
  {
    ...{ ...ZH, type: 'market_report', author: 'wu', reviewer: 'lin', daysAgo: 118, market: 'DE' },
    title: '德国园林工具市场调研',
    body: `## 谁在买

建材超市（OBI、Bauhaus、Hornbach）占六成，线上三成。下单集中在 9 月至次年 1 月，为春季备货。

## 他们看重什么

| 关注 | 说明 |
| --- | --- |
| GS 标志 | 手持工具几乎必备，没有就不进超市 |
| 包装法 LUCID | 进口商须登记，常要我们提供包材重量 |
| 付款 | 30/70 T/T 居多，老客户 O/A 30–60 天 |

## 我们的机会

套装比单件好卖；木柄要 FSC。报价时主动附上 **包材重量表**，对方能省一周。`,
  },
  {
    ...{ ...EN, type: 'template', author: 'xu', reviewer: 'zhou', daysAgo: 104, stage: 'SHIPPED' },
    title: 'Shipment advice with documents to follow',
    body: `Dear {{contact}},

Your order [number] has been loaded on board [vessel / voyage] and left Ningbo on [date]. ETA [port]: [date].

Attached: copy B/L, packing list and commercial invoice. Originals go out by courier within three working days; I will send you the tracking number.

Please let your broker check the HS code and the marks now, while a correction still costs nothing.

Best regards`,
  },
  {
    ...{ ...ZH, type: 'checklist', author: 'he', reviewer: 'fang', daysAgo: 97, stage: 'BOOKED' },
    title: '订舱与截港检查清单',
    body: `- [ ] 船期与信用证最迟装运期之间至少留 3 天
- [ ] 截单、截港、截 VGM 时间写进日历
- [ ] 柜型、件毛体与装箱单一致
- [ ] 危险品、带电、木包装提前申报
- [ ] 台风季（7–9 月）准备备选航次
- [ ] 提单格式、份数、通知人先给客户确认`,
  },
  {
    ...{ ...EN, type: 'competitor', author: 'wu', reviewer: 'wang', daysAgo: 72, market: 'MX' },
    title: 'Vacuum flasks: what Mexican buyers compare us with',
    body: `| | Us | Yongkang maker | Indian maker |
| --- | --- | --- | --- |
| FOB, 500 ml | US$ 2.85 | US$ 2.60 | US$ 2.75 |
| MOQ | 1,000 | 3,000 | 5,000 |
| Lead time | 35 days | 30 days | 50 days |
| NOM paperwork | we prepare it | buyer does | buyer does |

**Where we win:** small first orders and NOM papers. **Where we lose:** anything above 10,000 pieces decided on price alone. Offer the tiered price list first.`,
  },
  {
    ...{ ...ZH, type: 'template', author: 'shen', reviewer: 'lin', daysAgo: 55, stage: 'NEGOTIATING' },
    title: '催款不伤感情的三封信',
    body: `**到期前 3 天**

> 您好，附上本周到期的尾款明细，方便财务提前安排。货已按计划装船。

**逾期 3 天**

> 您好，系统显示尾款尚未到账，是否已付？若已付请发水单，我们马上放单。

**逾期 10 天**

> 您好，提单正本仍在我们这里，货将于下周到港。为避免滞港费，请在周三前付清；如有困难，请告诉我们，一起想办法。`,
  },
  {
    ...{ ...EN, type: 'checklist', author: 'zhou', reviewer: 'xu', daysAgo: 33, market: 'SA', stage: 'BOOKED' },
    title: 'Documents for Saudi Arabia',
    body: `- [ ] SABER: product certificate **and** shipment certificate before loading
- [ ] Commercial invoice with the HS code of 12 digits, certified by the chamber of commerce
- [ ] Certificate of origin; "Made in China" on the goods and on each carton
- [ ] No shipment that arrives in the last ten days of Ramadan: customs nearly stops`,
  },
  {
    ...{ ...ZH, type: 'market_report', author: 'shen', reviewer: 'wu', daysAgo: 12, market: 'AE' },
    title: '迪拜五金客户的采购节奏',
    body: `- 一年两季：2–3 月、9–10 月下单，避开夏天和斋月
- 转口比例高，唛头常要求不写“迪拜”
- 付款喜欢 30% 定金、见提单副本付尾款
- 先寄样再谈价，样品费一般肯付`,
  },
  {
    ...{ ...ZH, type: 'checklist', author: 'xu', reviewer: null, daysAgo: 1, stage: 'PRODUCTION' },
    title: '验货前一天的准备',
    body: `- [ ] 和工厂确认完成 100%、包装 80% 以上
- [ ] 把封样、色卡、唛头样交给验货员
- [ ] 抽样标准写进通知：AQL 2.5 / 4.0
- [ ] 约好不合格时谁当场决定返工`,
  },
];
