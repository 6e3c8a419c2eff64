import type { AwardId, AwardOut } from '@tallyboard/rules/points/awards/award';

export const award = {
  fastest_responder: '最快响应奖',
  satisfaction_star: '客户满意度之星',
  best_newcomer: '最佳新人奖',
  most_improved: '进步之星',
  collaboration_star: '协作之星',
  customer_of_the_year: '年度优秀客户',
} as const satisfies Record<AwardId, string>;

export const awardText = {
  fastest_responder:
    '比首次响应的中位数，按本人工作时间算，并向团队中位数收缩（相当于另加 {weight} 次团队水平的回复）。月奖至少 {perMonth} 次、周奖至少 {perWeek} 次，24 小时回复率不低于 {ratePercent}%。',
  satisfaction_star:
    '比客户打分的平均值，并向团队平均收缩（相当于另加 {weight} 个团队平均的答卷）。至少 {atLeast} 份答卷，回收率不低于 {answerPercent}%。',
  best_newcomer:
    '入职 {daysIn} 天以上、十个月以内。权重：计划进度 {plan}、跟进 {followUps}、有效询盘 {qualified}、质量 {quality}，每项最多按 120% 计。系统里还没有记录的项目，由其他项目按比例分担，对所有人一样。',
  most_improved: '本月荣誉分比自己前 {months} 个月的平均高出多少，按自己的波动来衡量。本月前 {topOut} 名不参加。',
  collaboration_star: '本月有多少位不同的同事点过赞，至少 {givers} 位。交接上线以前，以点赞为准。',
  customer_of_the_year:
    '成交额 {contribution}、复购 {repeat}、全队投票 {vote}，各与全年最高者相比。至少 {orders} 单。按时付款等收款上线后计入。',
} as const satisfies Record<AwardId, string>;

export const awardFigures = {
  fastest_responder: '{metric} 分钟 · 中位数 {median} 分钟，{n} 次 · 24 小时回复率 {rate}%',
  satisfaction_star: '{metric} 分 · 平均 {mean}，{n} 份 · 回收率 {rate}%',
  best_newcomer: '{metric} · 跟进 {followUps}，有效询盘 {qualified} · 入职 {daysIn} 天',
  most_improved: '高出平时 {metric} 倍波动 · 本月 {points} 分，平时 {usual} 分',
  collaboration_star: '{givers} 位同事 · {n} 次点赞',
  customer_of_the_year: '{metric} · {orders} 单，{votes} 票',
} as const satisfies Record<AwardId, string>;

export const awardBase = {
  fastest_responder: '团队中位数 {teamMedian} 分钟',
  satisfaction_star: '团队平均 {teamMean} 分',
  best_newcomer: '各项权重按已有记录折算',
  most_improved: '只和自己比',
  collaboration_star: '同一位同事多次点赞只算一位',
  customer_of_the_year: '不含已取消和丢单',
} as const satisfies Record<AwardId, string>;

export const awardOut = {
  too_few: '数量不够：{n}，需要 {need}',
  rate_too_low: '比率不够：{rate}%',
  too_soon: '入职 {daysIn} 天，需要 {need} 天',
  among_the_first: '本月第 {place} 名，另有奖项',
  no_history: '还没有满 {need} 个月的积分',
  not_better: '本月没有超过平时',
  opted_out: '本人不参加公开排名',
} as const satisfies Record<AwardOut, string>;

export const awards = {
  title: '荣誉墙',
  tab_wall: '荣誉墙',
  tab_shortlist: '待定',
  lead: '每个奖都由看板上的真实工作算出来，点开看怎么算。',
  empty: '还没有颁过奖。第一个周期结束后一天，系统列出名单，主管确认后就上墙。',
  shortlist_lead: '周期已经结束，名单由系统算出。确认后立即上墙并公告。',
  shortlist_empty: '没有待定的奖项。周期结束一天后，名单会自己出现。',
  pick: '哪一季、哪一年',
  all_seasons: '全部赛季',
  by_season: '按赛季',
  by_year: '按年度',
  year: '{year} 年',
  empty_here: '这段时间没有颁过奖。',
  improved_lead: '和自己的前三个月比，最近一次评出',
  thanks: '最近的感谢',
  all_thanks: '全部点赞',
  nobody_thanked: '还没有人点赞。看到同事帮了忙，说一声谢谢。',
  open: '怎么算的',
  out: '未入围',
  shared: '并列',
  winner: '获奖',
  reversals: '扣回 {n} 次',
  publish: '确认并上墙',
  withhold: '本次不颁',
  note_hint: '不颁奖须写明理由',
  tab_withheld: '未颁',
  tab_votes: '投票',
  votes_lead: '年度优秀客户由全队投票，每人一票，可以改投。',
  withheld_empty: '没有未颁的奖项。',
  withheld_lead: '这些周期没有颁奖，理由见内。',
  note_label: '附言',
  published: '已上墙：{award}',
  withheld_done: '本次不颁：{award}',
  published_by: '{who} 于 {when} 确认',
  withheld: '本次未颁：{note}',
  restated: '之后有数据更正，现在会是 {names}。奖项保持不变。',
  as_of: '数据截至 {when}',
  vote: '投一票',
  voted: '已投',
  week: '{year} 年第 {week} 周',
  quarter: '{year} 年第 {quarter} 季度',
  whole_year: '{year} 年度',
  nobody: '—',
  hidden: '只显示前三名和您自己',
  you: '您',
} as const;

export const certificate = {
  title: '荣誉证书',
  for_customer: '感谢状',
  body: '在 {period} 的工作中成绩突出，荣获',
  body_customer: '感谢贵司在 {period} 给予的信任与合作，谨授予',
  shared: '（并列）',
  orders: '全年 {n} 笔订单',
  issued: '颁发日期',
  number: '编号',
  rule: '评选规则 · 第 {version} 版',
  as_of: '数据截至 {on}',
  restated: '颁发后数据有更正（{on}），奖项保持不变。',
  seal: '据实计功',
  download: '证书',
  in_zh: '中文证书',
  in_en: '英文证书',
  of: '{name} 的证书',
} as const;

export const thanksMail = {
  title: '感谢信草稿',
  lead: '复制后用您的邮箱发出，并附上证书。不会自动寄出。',
  subject_label: '主题',
  body_label: '正文',
  language: '语言',
  copy: '复制全文',
  copied: '已复制',
  subject: '{company} 授予贵司“{award}”（{period}）',
  body: '尊敬的 {name} 团队：\n\n经全队投票并核算 {period} 的合作记录，我们很高兴把“{award}”授予贵司。全年 {n} 笔订单，每一笔都是对我们的信任。\n\n随信附上证书，谨表谢意。期待新一年继续与您合作，如有任何需要改进之处，请随时告诉我们。\n\n此致\n{company}\n{sender}',
} as const;
