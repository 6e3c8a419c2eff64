import type { ItemState, ItemType } from '@tallyboard/rules/knowledge/item';

export const itemType: Record<ItemType, string> = {
  market_report: '市场调研',
  template: '沟通模板',
  competitor: '竞品分析',
  retrospective: '案例复盘',
  checklist: '检查清单',
  question: '问答',
};

export const itemState: Record<ItemState, string> = {
  draft: '草稿',
  in_review: '审核中',
  published: '已发布',
  withdrawn: '已撤下',
};
