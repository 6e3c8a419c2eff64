import type { League } from '@tallyboard/rules/points/league';
import type { Level } from '@tallyboard/rules/points/level';
import type { RuleId } from '@tallyboard/rules/points/rule';
import type { WeekMark } from '@tallyboard/rules/points/streak';
import { creditRule, honourRule } from './rule-names.js';

export const points = {
  of_person: '{name} 的积分',
  back_to_mine: '回到我的积分',
  person_hidden: '只有本人和积分管理员能看到全部明细。',
  pending: '待确认',
  title: '积分',
  mine: '我的积分',
  honour: '荣誉分',
  season: '{year} 年第 {quarter} 季度',
  total: '本季合计',
  place_in: '{league} · 第 {place} 名',
  no_place: '还没有名次',
  not_ranked: '你不参加公开排名。',
  change_ranking: '在「我的账号」里更改',
  lifetime: '历季累计 {n} 分',
  level: '等级',
  to_next: '再得 {n} 分到「{level}」',
  top_level: '已是最高等级',
  level_up: '升到「{level}」',
  level_down: '有积分被扣回，等级现在是「{level}」。再得分就会回来。',
  streak: '连胜',
  streak_now: '连续 {n} 周',
  streak_best: '最长 {n} 周',
  streak_none: '还没有结束的询盘周。',
  streak_lead: '一周里的询盘都在 24 小时内回复，就画一笔。休假、放假和没有询盘的周不画，也不断。',
  streak_open: '逐周查看',
  streak_close: '收起',
  week: '{year} 年第 {week} 周',
  league: '荣誉榜',
  league_empty: '本季还没有人得分。第一笔定金或信用证到账，榜单就开始了。',
  empty: '本季还没有得分。订单到「定金/信用证」、准时装船都会记分，每一分都能看到来由。',
  granted: '得分',
  reversed: '扣回',
  is_reversal: '扣回',
  was_reversed: '已扣回',
  tab_mine: '我的积分',
  tab_kudos: '点赞',
  tab_review: '审核',
  why: '为什么',
  rule_version: '规则 {rule} · 第 {version} 版',
  caused_line: '{who} 于 {when} 把订单从「{from}」移到「{to}」',
  caused_plain: '{who} 于 {when}：{what}',
  taken_back: '{who} 于 {when} 的「{what}」使这笔积分扣回',
  clipped: '规则应给 {requested} 分，上限内只剩 {amount} 分；撤回的分也占上限，不退还',
  earned_here: '这单得到的积分',
  none_here: '这单还没有积分。到「定金/信用证」时按规则记分。',
  credits: '知识币',
  credits_lead: '分享知识得来，跨赛季保留。',
} as const;

export const level = {
  set_sail: '启航',
  coastal: '近海',
  ocean_going: '远洋',
  navigator: '领航',
  first_mate: '大副',
  captain: '船长',
  commodore: '舰队长',
} as const satisfies Record<Level, string>;

export const seasonLeague = {
  rookie: '新锐组',
  main: '常规组',
  main_a: '常规 A 组',
  main_b: '常规 B 组',
  main_c: '常规 C 组',
} as const satisfies Record<League, string>;

export const weekMark = {
  full: '{hits} 个全部及时回复',
  missed: '{hits} 个及时，{misses} 个超时',
  leave: '整周休假，不计',
  closed: '办公室整周放假，不计',
  quiet: '没有询盘，不计',
} as const satisfies Record<WeekMark, string>;

export const rule = { ...honourRule, ...creditRule } as const satisfies Record<RuleId, string>;

/** The rule in plain words; braces are its parameters in force. */
export const ruleText = {
  'INQ-01':
    '首次人工回复：本人工作时间 {fastMinutes} 分钟内 {fast} 分，{soonMinutes} 分钟内 {soon} 分，24 小时内 {inTime} 分，每天最多 {perDay} 分。只算买家当天的第一条消息；与最近三条回复几乎相同、或自己录入的询盘不计分。72 小时内买家再来信或有跟进后才生效；判为无效则扣回。',
  'INQ-02': '一周内每个买家日都在 24 小时内回复，且不少于 {atLeast} 个，得 {points} 分。事后更正则扣回。',
  'INQ-03':
    '产品、数量、目的地和采购需求齐全并判定有效，得 {points} 分，每天最多 {perDay} 分。30 天内取消有效或判为无效则扣回。',
  'ORD-01':
    '订单走到「定金/信用证」就算赢得：基础 {base} 分，每 {usdPerPoint} 美元加 1 分，最多加 {maxBonus} 分，按业绩分成分给各人。7 天内同一客户拆开下的几单按一单算。订单取消或退回到「定金/信用证」之前，全部扣回。',
  'ORD-02':
    '客户的第一单走到「定金/信用证」时加 {base} 分；满 {largeUsd} 美元再加 {largeBonus} 分，按业绩分成分给各人。订单取消或退回，全部扣回。',
  'ORD-03':
    '老客户再次下单并走到「定金/信用证」时加 {points} 分，按业绩分成分给各人；同一客户每月最多算 {perCustomerMonth} 次。订单取消或退回，全部扣回。',
  'ORD-05':
    '装船日不晚于「定金/信用证」时锁定的承诺船期：销售 {sales} 分、单证 {documents} 分、物流 {logistics} 分，给各部门负责人。装船日改晚、订单退回或取消，全部扣回。',
  'SAT-01':
    '交付后由系统邀请的客户评价：5 星 {five} 分，4 星 {four} 分，每单一次。只算系统邮件邀请的回答，手动转发的链接和办公室网络的回答不计。',
  'STG-01':
    '单证和物流靠自己负责的环节得分：订单在看板上走到一个环节，而承诺船期还守得住，该环节的负责人得 {points} 分，每天最多 {perDay} 分。装船以后的环节，走到就算。录入时已在的环节不算；退回或取消则扣回，撤销移动等于没移过。',
  'LOG-01':
    '装船当天就把订单移到「已装船」，物流负责人得 {points} 分，每天最多 {perDay} 分。装船日改成别的日子则扣回。',
  'KUD-01':
    '同事点一次赞得 {points} 分。每人每周可送 5 次，同一个人每周一次；24 小时内可以收回。像是小圈子互赞的，先由主管看过再生效。',
  'ADJ-01': '一位主管提出、另一位主管同意，理由公开。加减都不超过 {most} 分，每人每季最多两次。',
  'MIL-01':
    '入职 {days} 天内赢得的第一单：{points} 分，只算一次，另有本队设定的奖励。只要这段时间还有一单成立就不扣；都取消或退回，则分数和未发放的奖励一并收回。按入职当天的规则算。',
  'MIL-02':
    '入职 {days} 天内判定有效的询盘满 {inquiries} 个：{points} 分，只算一次，另有本队设定的奖励。有询盘取消有效或判为无效而不足数，则收回。',
  'KNW-01':
    '写的知识经同事审核发布：{credits} 知识币，另加 {honour} 荣誉分，每周最多 {perWeek} 条。同一条的新版本不再计；撤下则收回。案例复盘另有规则，提问不计。',
  'KNW-02':
    '同事读过 20 秒以上并标记有用：作者得 {points} 知识币，每条最多 {perItem}，每天最多 {perDay}。标记的人不得分；取消标记则收回，不退还额度。',
  'KNW-03':
    '同事在询盘回复或订单中引用：作者得 {points} 知识币，同一询盘或订单只算一次，每天最多 {perDay}。移除引用、撤回回复或询盘判为无效，则收回。',
  'KNW-04':
    '订单结清：客户接受前同事引用过的条目，按先后取最多 {items} 条，作者平分 {points} 知识币。该订单由询盘转来的，询盘回复中的引用也算；引用自己的不计。订单退回或放弃则收回。',
  'KNW-05': '有效期前 14 天内核验自己负责的知识（或作者在此期间出新版本）：{points} 知识币。',
  'KNW-06':
    '指出知识过时或有误，经核验人或主管确认：{points} 知识币，每周最多 {perWeek} 次。确认后 7 天内没有更正，则收回那条知识的发布所得，更正后再给。',
  'KNW-07':
    '提问人采纳了同事的回答：回答的人得 {points} 知识币，每周最多 {perWeek} 个。提问不得分，采纳自己的回答也不得分；取消采纳、撤回回答或撤下问题则收回，不退还额度。',
  'RET-01':
    '订单结束后写的复盘经同事审核发布：{credits} 知识币，另加 {honour} 荣誉分，成单丢单一样，每周最多 {perWeek} 篇。不再另计知识发布；新版本不再计，撤下则收回。',
  'RET-02':
    '由复盘转成的知识（如清单、模板）被同事用到 {orders} 张不同订单：复盘作者得 {points} 知识币，每篇复盘只算一次，自己用的不计。移除引用或订单取消后不足数，或在发布后 {days} 天内撤下，则收回。',
} as const satisfies Record<RuleId, string>;

/** The figures that the amount was made of. */
export const ruleFigures = {
  'INQ-01': '工作时间 {worked} 分钟，实际经过 {elapsed} 分钟',
  'INQ-02': '{week}：{hits} 个买家日全部按时回复',
  'INQ-03': '四项标准齐全',
  'ORD-01': '订单 {usd} 美元，同一采购此前 {usdBefore} 美元；整单 {total} 分，分成 {percent}%',
  'ORD-02': '订单 {usd} 美元；整单 {total} 分，分成 {percent}%',
  'ORD-03': '整单 {total} 分，分成 {percent}%',
  'ORD-05': '装船日 {onBoardOn}，锁定的承诺船期 {promisedOn}',
  'SAT-01': '客户评分 {score} 星',
  'STG-01': '{on} 走到「{stage}」，承诺船期 {promisedOn}',
  'LOG-01': '{onBoardOn} 装船，当天录入',
  'KUD-01': '来自 {from}',
  'ADJ-01': '{reason}（{by} 提出）',
  'MIL-01': '订单 {no}，{joinedOn} 入职后第 {after} 天',
  'MIL-02': '{joinedOn} 入职后 {days} 天内满 {count} 个',
  'KNW-01': '“{title}”',
  'KNW-02': '“{title}”被同事标记有用',
  'KNW-03': '{by}引用了“{title}”',
  'KNW-04': '{by}引用了“{title}”：共 {count} 条平分 {total} 知识币',
  'KNW-05': '“{title}”',
  'KNW-06': '“{title}”',
  'KNW-07': '“{title}”的回答被采纳',
  'RET-01': '“{title}”',
  'RET-02': '“{title}”转成的“{mechanism}”已用到 {count} 张订单',
} as const satisfies Record<RuleId, string>;

export const badge = {
  title: '徽章',
  lead: '由积分账本和奖项得出，点开看日期和原因。',
  none: '还没有徽章。第一单、第一次被点赞、连续四周全部及时响应、每个奖项，都会在这里留下记号。',
  of: '{name} 的徽章',
  level: '等级：{level}',
  streak: '连续 {n} 周全部及时响应',
  order: '第一单',
  repeat_order: '第一个返单',
  on_time: '第一次按期装船',
  qualified: '第一个有效询盘',
  praise: '第一次客户好评',
  thanks: '第一次被点赞',
  times: '{n} 次',
  since: '{on} 获得',
  last: '{n} 次，最近一次 {on}',
  in_week: '{week}，连胜达到 {n} 周。',
  open_award: '看这个奖怎么算的',
} as const;
