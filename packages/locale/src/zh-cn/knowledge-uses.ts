import type { UseKind } from '@tallyboard/rules/knowledge/use';

/** How an item is used. */
export const useKind = {
  reply: '用于回复',
  checklist: '检查清单',
  link: '关联',
} as const satisfies Record<UseKind, string>;

/** Items where work happens: on orders, in replies, and what is told of it on the item. */
export const knowledgeUse = {
  title: '知识',
  none: '还没有引用知识池的内容',
  suggested: '适合这张订单（{n}）',
  attach: '关联',
  attach_named: '关联“{title}”',
  attached: '已关联：{title}',
  detach: '移除',
  detach_sure: '确定移除？',
  detached: '已移除',
  find: '在知识池里找',
  suggested_none: '暂时没有特别适合的，可以用关键词找',
  find_none: '没有找到',
  done_n: '已完成 {done}/{all}',
  ticked: '{name} · {when}',
  used_by: '{name} · {when}',
  gone: '已从知识池撤下',
  insert: '插入模板',
  insert_this: '插入',
  other_languages: '其他语言',
  insert_named: '插入“{title}”',
  insert_find: '找模板',
  insert_none: '还没有适合这个市场和阶段的模板',
  inserted: '已用模板“{title}”',
  open_places: '待填写：{places}',
  in_message: '模板“{title}”',
  used_n: '被引用 {n} 次',
  used_deals: '涉及 {n} 个询盘或订单',
  used_none: '还没有被引用。用在回复或订单里，作者会得到知识币。',
  elsewhere: '其他团队',
  why_used: '{name}于 {when} 引用',
  why_where: '用于',
} as const;
