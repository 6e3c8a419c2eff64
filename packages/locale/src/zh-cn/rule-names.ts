import type { RuleId } from '@tallyboard/rules/points/rule';

/** 只给知识币的规则，大屏上不出现。 */
export const creditRule = {
  'KNW-02': '知识有用',
  'KNW-03': '知识被引用',
  'KNW-04': '知识版税',
  'KNW-05': '按时核验',
  'KNW-06': '指出有误',
  'KNW-07': '采纳回答',
  'RET-02': '机制落地',
} as const satisfies Partial<Record<RuleId, string>>;
/** 给荣誉分的规则。 */
export const honourRule = {
  'INQ-01': '首次响应',
  'INQ-02': '全周响应',
  'INQ-03': '有效询盘',
  'ORD-01': '赢得订单',
  'ORD-02': '新客户首单',
  'ORD-03': '老客户复购',
  'ORD-05': '准时出运',
  'SAT-01': '客户好评',
  'STG-01': '环节完成',
  'LOG-01': '及时录入',
  'KUD-01': '同事点赞',
  'ADJ-01': '人工调整',
  'MIL-01': '新人首单',
  'MIL-02': '首月有效询盘',
  'KNW-01': '知识发布',
  'RET-01': '案例复盘',
} as const satisfies Partial<Record<RuleId, string>>;
