import type { ItemState, ItemType } from '@tallyboard/rules/knowledge/item';

export const itemType: Record<ItemType, string> = {
  market_report: 'Market report',
  template: 'Message template',
  competitor: 'Competitor analysis',
  retrospective: 'Case retrospective',
  checklist: 'Checklist',
  question: 'Question',
};

export const itemState: Record<ItemState, string> = {
  draft: 'Draft',
  in_review: 'In review',
  published: 'Published',
  withdrawn: 'Withdrawn',
};
