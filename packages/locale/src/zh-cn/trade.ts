import type { FactName } from '@tallyboard/contracts/facts';
import type { BackwardReason } from '@tallyboard/rules/orders/decide-move';
import type { LossReason } from '@tallyboard/rules/orders/decide-status';
import type { DeadlineKind, Incoterm, OrderStatus, Track } from '@tallyboard/rules/orders/order';
import type { Lane, Stage } from '@tallyboard/rules/orders/stages';

export const stage = {
  INQUIRY: '询盘',
  QUOTED: '报价',
  NEGOTIATING: '谈判',
  PI_SIGNED: '签约',
  SECURED: '定金/信用证',
  PRODUCTION: '备货生产',
  INSPECTED: '验货',
  BOOKED: '订舱',
  DOCS_READY: '制单',
  DECLARED: '报关',
  LOADED: '装柜',
  SHIPPED: '已装船',
  DOCS_SENT: '交单',
  ARRIVED: '到港',
  DELIVERED: '交付',
  SETTLED: '结清',
  CLOSED: '结案',
  LOST: '丢单',
} as const satisfies Record<Stage, string>;

export const lane = { sales: '销售', documents: '单证', logistics: '物流' } as const satisfies Record<Lane, string>;

export const incoterm = {
  EXW: 'EXW 工厂交货',
  FCA: 'FCA 货交承运人',
  FAS: 'FAS 船边交货',
  FOB: 'FOB 船上交货',
  CFR: 'CFR 成本加运费',
  CIF: 'CIF 成本、保险加运费',
  CPT: 'CPT 运费付至',
  CIP: 'CIP 运费、保险费付至',
  DAP: 'DAP 目的地交货',
  DPU: 'DPU 卸货地交货',
  DDP: 'DDP 完税后交货',
} as const satisfies Record<Incoterm, string>;

export const deadline = {
  quote_validity: '报价有效期',
  fx_validity: '汇率锁定',
  deposit_due: '定金',
  goods_ready: '完工',
  latest_shipment: '最迟装运（信用证）',
  cy_cutoff: '截港',
  presentation: '交单（信用证）',
  lc_expiry: '信用证到期',
  eta: '预计到港',
  balance_due: '尾款',
  free_time: '免柜期',
  other: '期限',
  promised_ship: '承诺船期',
} as const satisfies Record<DeadlineKind | 'promised_ship', string>;

export const backward = {
  customer_change: '客户改单',
  documents_returned: '单证退回',
  payment_issue: '付款有问题',
  production_issue: '生产有问题',
  schedule_change: '船期变动',
  mistake: '移错了',
  other: '其他原因',
} as const satisfies Record<BackwardReason, string>;

export const loss = {
  price: '价格',
  lead_time: '交期',
  quality: '质量',
  payment_terms: '付款方式',
  competitor: '被同行拿走',
  no_reply: '客户无回音',
  project_stopped: '项目停了',
  other: '其他原因',
} as const satisfies Record<LossReason, string>;

export const track = {
  production: '生产',
  documents: '单证',
  logistics: '物流',
  payment: '收款',
} as const satisfies Record<Track, string>;

export const status = {
  active: '进行中',
  on_hold: '暂停',
  cancelled: '已取消',
} as const satisfies Record<OrderStatus, string>;

export const fact = {
  'orders.created': '新建订单',
  'orders.edited': '修改订单',
  'orders.moved': '移动',
  'orders.held': '暂停',
  'orders.resumed': '恢复',
  'orders.cancelled': '取消',
  'orders.lost': '记为丢单',
  'orders.reopened': '重新打开',
  'orders.undone': '撤销',
  'orders.joined': '转入本组',
  'orders.left': '转出本组',
  'orders.reranked': '重新排序',
  'orders.stages_changed': '修改看板列',
  'people.joined': '加入团队',
  'people.changed': '资料变更',
  'people.left': '离开团队',
  'people.ranking_changed': '公开排名变更',
  'calendars.office_changed': '修改工作日历',
  'calendars.holidays_changed': '修改节假日',
  'calendars.duty_changed': '值班变更',
  'points.kudos_given': '点赞',
  'points.kudos_withdrawn': '收回点赞',
  'points.kudos_decided': '点赞经理已看',
  'points.adjusted': '人工调整积分',
  'points.award_shortlisted': '奖项名单',
  'points.award_published': '颁奖',
  'points.award_restated': '奖项更正说明',
  'points.rules_changed': '积分规则将有变动',
  'points.granted': '得分',
  'points.reversed': '扣回',
  'customers.survey_sent': '发出满意度调查',
  'customers.survey_answered': '客户回答满意度调查',
  'inquiries.received': '收到询盘',
  'inquiries.assigned': '分配询盘',
  'inquiries.reassigned': '改派询盘',
  'inquiries.released_to_pool': '退回待分配',
  'inquiries.changed': '更新询盘',
  'inquiries.first_responded': '首次响应',
  'inquiries.message_logged': '记录沟通',
  'inquiries.message_withdrawn': '撤回沟通',
  'inquiries.escalated': '响应提醒',
  'inquiries.follow_up_lapsed': '跟进过期',
  'inquiries.week_closed': '周响应结算',
  'inquiries.response_breached': '响应超时',
  'inquiries.qualified': '判定有效',
  'inquiries.disqualified': '取消有效',
  'inquiries.marked_invalid': '判定无效',
  'inquiries.restored': '恢复询盘',
  'inquiries.converted': '转为订单',
} as const satisfies Record<FactName, string>;

/** Names of the order's fields, as timelines, forms and sheets show them. */
export const field = {
  no: '订单号',
  customerId: '客户',
  customerName: '客户',
  country: '国家/地区',
  title: '品名',
  incoterm: '贸易术语',
  place: '指定地点',
  currency: '币种',
  amount: '金额',
  amountMinor: '金额',
  amountUsdMinor: '折合美元',
  promisedShipOn: '承诺船期',
  frozenShipOn: '锁定船期',
  onBoardOn: '装船日',
  deadline: '下一期限',
  deadlineKind: '期限类型',
  deadlineOn: '期限日期',
  owners: '负责人',
  ownerSales: '销售负责人',
  ownerDocuments: '单证负责人',
  ownerLogistics: '物流负责人',
  credit: '业绩分成',
  tracks: '进度',
  stage: '阶段',
  status: '状态',
  statusReason: '原因',
  note: '备注',
  rank: '顺序',
  lostFrom: '丢单前阶段',
  securedAt: '落定时间',
  createdAt: '创建时间',
} as const;
