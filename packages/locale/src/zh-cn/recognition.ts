import type { AdjustmentState } from '@tallyboard/rules/points/adjustment';
import type { KudosFor } from '@tallyboard/rules/points/kudos';

export const kudos = {
  title: '点赞',
  lead: '谢谢帮过您的同事，大家都看得到。',
  give: '点赞',
  to: '谢谁',
  what_for: '因为什么',
  text: '说一句',
  text_hint: '具体一点：帮了什么忙',
  left: '本周还可送 {left} 次',
  none_left: '本周的已送完，{when} 起又有 {perWeek} 次',
  empty: '还没有人点赞。第一声谢谢从您开始。',
  sent: '已谢 {name}',
  give_title: '送出点赞',
  withdraw: '收回',
  withdraw_sure: '确认收回？名额不退',
  withdrawn: '已收回',
  line: '{from} 谢 {to}',
  held_title: '待看的点赞',
  held_lead: '这几位在 30 天里多半只互相点赞。看过再决定算不算分。',
  held_none: '没有要看的点赞。',
  circle: '圈子：{names}',
  release: '算分',
  refuse: '不算',
  more: '更早的',
  thanked: '本周已谢过',
} as const;

export const kudosFor = {
  help: '帮忙',
  quality: '质量',
  speed: '速度',
  teaching: '传授',
  customer: '客户',
  idea: '点子',
} as const satisfies Record<KudosFor, string>;

export const adjustments = {
  title: '人工调整',
  lead: '一位主管提出，另一位同意才生效；理由全队可见。',
  propose: '提出调整',
  who: '同事',
  amount: '分数',
  amount_hint: '加用正数，减用负数，最多 50',
  reason: '理由（公开）',
  waiting: '等另一位主管',
  accept: '同意',
  refuse: '拒绝',
  withdraw: '撤回',
  reverse: '撤销',
  empty: '本队还没有人工调整。',
  by: '{who} 提出，{when}',
  decided: '{who} 决定，{when}',
  proposed_done: '已提出，等另一位主管决定',
  done: '已决定',
} as const;

export const adjustmentState = {
  proposed: '待定',
  accepted: '已生效',
  refused: '已拒绝',
  withdrawn: '已撤回',
  reversed: '已撤销',
} as const satisfies Record<AdjustmentState, string>;
