import type { CaseOutcome, RetrospectiveField } from '@tallyboard/rules/knowledge/retrospective';

export const caseOutcome = { win: '成单复盘', loss: '丢单复盘' } as const satisfies Record<CaseOutcome, string>;

/** 两种模板的栏目。 */
export const caseField = {
  profile: '客户画像',
  approach: '沟通策略',
  breakthrough: '突破点',
  problemStage: '问题节点',
  improvement: '改进方案',
  improvementBy: '改进负责人',
} as const satisfies Record<RetrospectiveField, string>;

/** 每一栏写什么。 */
export const caseHint = {
  profile: '谁在买，多大规模，看重什么，谁拍板',
  approach: '怎么接上话，哪几封信、哪几次电话起了作用',
  breakthrough: '哪一件事让客户定下来',
  problemStage: '问题出在哪个环节',
  improvement: '下次怎么做，一条一行',
  improvementBy: '谁来落实',
} as const satisfies Record<RetrospectiveField, string>;

/** 提交时缺哪一栏，就说哪一栏。 */
export const caseMissing = {
  profile: '还没有写客户画像',
  approach: '还没有写沟通策略',
  breakthrough: '还没有写突破点',
  problemStage: '还没有选问题节点',
  improvement: '还没有写改进方案',
  improvementBy: '还没有选改进负责人',
} as const satisfies Record<RetrospectiveField, string>;

/** 案例复盘：订单结束后请业务员写，写成后可变成清单、模板、市场调研。 */
export const cases = {
  in_order: '案例复盘',
  ask_win: '订单已结案。花十分钟写下怎么做成的，同事少走弯路。',
  ask_loss: '订单没做成。写下问题出在哪里，下次就不会再输在同一处。',
  write: '写复盘',
  go_on: '继续写',
  look: '看我写的',
  none: '还没有人复盘',
  passed: '您说过不写：{reason}',
  pass: '这单不写',
  pass_why: '为什么不写（以后不再问）',
  pass_done: '好，不再问',
  waiting: '等复盘',
  waiting_lead: '近 {days} 天结束、还没有复盘的订单。',
  not_written: '复盘从订单开始写：打开已结案、丢单或取消的订单，点“写复盘”。',
  order: '订单',
  ended_win: '{on} 结案',
  ended_loss: '{on} 丢单，当时在「{stage}」',
  ended_cancelled: '{on} 取消，当时在「{stage}」',
  reason: '原因：{reason}',
  timeline: '时间线',
  days: '{n} 天',
  story: '经过与补充',
  story_optional: '经过与补充（可不写）',
  choose_person: '选一位同事',
  make: '用它做一份…',
  made: '已起草，改好后提交审核',
  from: '来自案例：{title}',
  offshoots: '由它而来',
  choose_stage: '选一个环节',
} as const;

/** 问答：提问不用审核，同事回答，提问人采纳。 */
export const questions = {
  ask: '提问',
  done_ask: '已提出，同事可以回答了',
  unsolved: '未解答',
  solved: '已解答',
  answers: '{n} 个回答',
  none_yet: '还没有回答',
  your_answer: '我的回答',
  send: '回答',
  edit: '修改',
  save: '保存',
  withdraw: '撤回',
  withdraw_sure: '确定撤回？',
  accept: '采纳',
  unaccept: '取消采纳',
  accepted: '已采纳',
  edited: '{when} 改过',
  came: '“{title}”有了新回答',
  lead: '采纳后，回答的同事得到知识币。',
} as const;

/** 心得：用知识币换来的课程、图书、考试学完后，写给同事。 */
export const note = {
  title: '学完写心得',
  lead: '用知识币换来的，学完写几句，同事也受益；发布后另得知识币。',
  write: '写心得',
  go_on: '继续写心得',
  read_of: '心得：{title}',
  pass: '不写',
  passed: '好，不再问',
  undo: '撤销',
  learned: '学到了什么',
  change: '以后怎么做',
  whom: '适合谁学',
  from: '学自{type}：{title}',
} as const;
