import type { RewardKind, RewardState, RewardStep } from '@tallyboard/rules/points/rewards/reward';

export const rewards = {
  title: '奖励',
  mine: '我的奖励',
  mine_lead: '新人里程碑除了积分，还有一份奖励。金额只有本人和主管看得到。',
  voucher: '购物卡 {n} 元',
  leave: '休假 {n} 小时',
  came: '{what}：{reward}',
  waiting_mine: '等主管处理',
  granted_mine: '已到账，等主管发放',
  handed: '{when} 发放',
  reason_gone: '得奖的原因已撤销，但奖励已经发出',
  taken: '原因已撤销，奖励收回',
  review_lead: '里程碑达成即到账，月度预算内不用审批；超出的排队等您。',
  empty: '还没有奖励。新人首单或首月十个有效询盘达成后会出现在这里。',
  left: '{month}：购物卡已用 {cny} / {cnyMost} 元，休假已用 {hours} / {hoursMost} 小时',
  set: '预算与奖励',
  set_lead: '每月这么多之内，里程碑一达成就给；奖励填 0 表示只给积分。改动只影响以后的奖励。',
  budget_voucher: '每月购物卡预算（元）',
  budget_leave: '每月休假预算（小时）',
  worth: '{rule}的奖励',
  value: '数额（元或小时）',
  saved: '已保存',
  approved: '已批准',
  handed_over: '已标记发放',
  undone: '已改回待发放',
} as const;

export const rewardKind = {
  voucher: '购物卡',
  leave: '额外休假',
} as const satisfies Record<RewardKind, string>;

export const rewardState = {
  waiting: '等预算',
  granted: '待发放',
  handed_over: '已发放',
  taken_back: '已收回',
} as const satisfies Record<RewardState, string>;

export const rewardStep = {
  approve: '批准',
  hand_over: '标记已发放',
  undo: '其实还没发',
} as const satisfies Record<RewardStep, string>;
