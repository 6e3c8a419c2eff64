import { creditRule, honourRule } from './rule-names.js';

export const points = {
  of_person: 'Points of {name}',
  back_to_mine: 'Back to my points',
  person_hidden: 'The whole list is for its owner and for who manages points.',
  pending: 'Pending',
  title: 'Points',
  mine: 'My points',
  honour: 'Honour points',
  season: 'Q{quarter} {year}',
  total: 'Season total',
  place_in: '{league} · rank {place}',
  no_place: 'Not ranked yet',
  not_ranked: 'You have opted out of the public ranking.',
  change_ranking: 'Change this in My account',
  lifetime: '{n} points over all seasons',
  level: 'Level',
  to_next: '{n} more to {level}',
  top_level: 'The highest level',
  level_up: 'You are now {level}',
  level_down: 'Points were reversed, so the level is {level} now. New points bring it back.',
  streak: 'Streak',
  streak_now: '{n} in a row',
  streak_best: 'Best: {n}',
  streak_none: 'No week with inquiries has ended yet.',
  streak_lead:
    'A stroke for each week in which every inquiry was answered within 24 hours. Weeks of leave, holidays or without inquiries neither count nor break it.',
  streak_open: 'Week by week',
  streak_close: 'Close',
  week: 'Week {week}, {year}',
  league: 'Season league',
  league_empty: 'No one has scored this season yet. The first deposit or L/C opens the league.',
  empty: 'No points this season yet. Secured orders and on-time shipments score, and every entry shows why.',
  granted: 'Earned',
  reversed: 'Reversed',
  is_reversal: 'Reversal',
  was_reversed: 'Reversed',
  tab_mine: 'My points',
  tab_kudos: 'Kudos',
  tab_review: 'Review',
  why: 'Why',
  rule_version: 'Rule {rule} · version {version}',
  caused_line: '{who} moved the order from “{from}” to “{to}”, {when}',
  caused_plain: '{who}, {when}: {what}',
  taken_back: '“{what}” by {who}, {when}, reversed these points',
  clipped: 'The rule gives {requested}; {amount} was left under the cap. What was taken back has used the cap up too',
  earned_here: 'Points from this order',
  none_here: 'No points yet. They are awarded at “Deposit / L/C”.',
  credits: 'Knowledge credits',
  credits_lead: 'From sharing what you know; they outlast the season.',
};

export const level = {
  set_sail: 'Set sail',
  coastal: 'Coastal',
  ocean_going: 'Ocean-going',
  navigator: 'Navigator',
  first_mate: 'First mate',
  captain: 'Captain',
  commodore: 'Commodore',
};

export const seasonLeague = {
  rookie: 'Rookies',
  main: 'Main league',
  main_a: 'Main league A',
  main_b: 'Main league B',
  main_c: 'Main league C',
};

export const weekMark = {
  full: 'All {hits} answered in time',
  missed: '{hits} in time, {misses} late',
  leave: 'On leave all week, not counted',
  closed: 'Office closed all week, not counted',
  quiet: 'No inquiries, not counted',
};

export const rule = { ...honourRule, ...creditRule };

export const ruleText = {
  'INQ-01':
    'The first human answer: {fast} points within {fastMinutes} minutes of your own working time, {soon} within {soonMinutes}, {inTime} within 24 hours, at most {perDay} a day. It has to answer the first message of the buyer that day; an answer that is nearly one of your last three, or an inquiry you entered yourself, earns nothing. The points count once the buyer writes again or you follow up within 72 hours, and are reversed if the inquiry is marked invalid.',
  'INQ-02':
    'Every buyer-day of a week answered within 24 hours, {atLeast} at least: {points} points. Reversed when the week is corrected later.',
  'INQ-03':
    'An inquiry qualified with product, quantity, destination and need: {points} points, at most {perDay} a day. Reversed if it is disqualified within 30 days or marked invalid.',
  'ORD-01':
    'An order is won when it reaches “Deposit / L/C”: {base} points, plus 1 for every US${usdPerPoint} up to {maxBonus} more, shared by credit split. A purchase split into several orders within 7 days counts as one. All points are reversed if the order is cancelled or moved back before “Deposit / L/C”.',
  'ORD-02':
    "A customer's first order to reach “Deposit / L/C” earns {base} points, and {largeBonus} more from US${largeUsd}, shared by credit split. Reversed if the order is cancelled or moved back.",
  'ORD-03':
    'A repeat order that reaches “Deposit / L/C” earns {points} points, shared by credit split, at most {perCustomerMonth} times a month per customer. Reversed if the order is cancelled or moved back.',
  'ORD-05':
    'On board no later than the shipment date fixed at “Deposit / L/C”: {sales} points for the sales owner, {documents} for documents, {logistics} for logistics. Reversed if the on-board date is moved later, or the order is moved back or cancelled.',
  'SAT-01':
    'What the buyer answers to the survey after delivery: {five} points for 5 stars, {four} for 4, once per order. Only answers to the mail that the system sent earn points; links passed on by hand and answers from the office network do not.',
  'STG-01':
    'Documents and logistics earn from the stages they own: {points} points for each stage an order reaches on the board while its promised shipment still holds, at most {perDay} a day. Stages after shipment count when they are reached. The stage in which an order was entered does not count. Reversed when the order is moved back or cancelled; an undone move is as if it had not been.',
  'LOG-01':
    'The order is moved to “Shipped” on the very day the goods go on board: {points} points for logistics, at most {perDay} a day. Reversed if the on-board date is changed to another day.',
  'KUD-01':
    'Thanks from a colleague: {points} points. Everybody gives up to 5 a week, one a week to one person, and may take them back within 24 hours. What looks like a closed circle waits until a manager has looked at it.',
  'ADJ-01':
    'One manager asks, another agrees, and the reason is public. Never more than {most} points up or down, twice a season per person.',
  'MIL-01':
    'The first order that somebody wins within {days} days of joining: {points} points, once, and the reward that their team has set. As long as one of their orders stands, so does it; otherwise both are taken back, unless the reward has been handed over. The rules of the day one joined hold.',
  'MIL-02':
    '{inquiries} qualified inquiries within {days} days of joining: {points} points, once, and the reward that the team has set. Taken back when fewer stand, because one was disqualified or marked invalid.',
  'KNW-01':
    'What you wrote is reviewed by a colleague and published: {credits} knowledge credits and {honour} honour points, at most {perWeek} a week. New editions of the same bring nothing more; withdrawn, it is taken back. Retrospectives have a rule of their own, and asking brings nothing.',
  'KNW-02':
    'A colleague who has read it for 20 seconds marks it as helpful: {points} knowledge credits for its author, at most {perItem} an item and {perDay} a day. Whoever marks earns nothing; a mark that is taken back takes the credits along and does not give the room back.',
  'KNW-03':
    'A colleague uses it: in a reply to an inquiry, or on an order. {points} {points:credit|credits} for its author, once for each of them, at most {perDay} a day; taken back when it is taken out again, the reply is withdrawn or the inquiry is marked invalid.',
  'KNW-04':
    'An order is settled: {points} knowledge credits, shared equally by the authors of up to {items} items that colleagues used before the buyer accepted, the first ones first. Replies to the inquiry that the order came of count; who used their own gets nothing for it. Taken back when the order goes back or is given up.',
  'KNW-05':
    'Looking again at what one checks within the 14 days before its check runs out, or its author bringing a new edition by then: {points} credits.',
  'KNW-06':
    'Saying what is stale or wrong, found right by its checker or a manager: {points} credits, at most {perWeek} a week. What is not mended within 7 days loses what its publication brought, until it is mended.',
  'KNW-07':
    'Whoever asked accepts a colleague’s answer: {points} knowledge credits for the answer, at most {perWeek} a week. Asking earns nothing, nor does accepting one’s own answer; once it is taken back, or the answer or the question is withdrawn, so are the credits, and the room is not given back.',
  'RET-01':
    'A retrospective of an order that ended is reviewed by a colleague and published: {credits} knowledge credits and {honour} honour points, for a loss as for a win, at most {perWeek} a week. It is paid in place of “Knowledge published”; new editions bring nothing more, and withdrawn, it is taken back.',
  'RET-02':
    'What was made of a retrospective is used by colleagues on {orders} different orders: {points} knowledge credits for whoever told the case, once for each case. Their own uses do not count. Taken back when fewer stand, because a use was taken out or an order was cancelled, or when it leaves the pool within {days} days of coming into it.',
};

export const ruleFigures = {
  'INQ-01': '{worked} minutes of working time, {elapsed} minutes by the clock',
  'INQ-02': '{week}: all {hits} buyer-days answered in time',
  'INQ-03': 'All four criteria are known',
  'ORD-01': 'Order of US${usd}, after US${usdBefore} in the same purchase; {total} points in total, share {percent}%',
  'ORD-02': 'Order of US${usd}; {total} points in total, share {percent}%',
  'ORD-03': '{total} points in total, share {percent}%',
  'ORD-05': 'On board {onBoardOn}, promised {promisedOn}',
  'SAT-01': '{score} stars from the buyer',
  'STG-01': 'Reached “{stage}” on {on}, promised shipment {promisedOn}',
  'LOG-01': 'On board {onBoardOn}, recorded the same day',
  'KUD-01': 'From {from}',
  'ADJ-01': '{reason} (asked by {by})',
  'MIL-01': 'Order {no}, {after} days after joining on {joinedOn}',
  'MIL-02': '{count} within {days} days of joining on {joinedOn}',
  'KNW-01': '“{title}”',
  'KNW-02': 'A colleague found “{title}” helpful',
  'KNW-03': '{by} used “{title}”',
  'KNW-04': '{by} used “{title}”: one of {count}, {total} credits in all',
  'KNW-05': '“{title}”',
  'KNW-06': '“{title}”',
  'KNW-07': 'The answer to “{title}” was accepted',
  'RET-01': '“{title}”',
  'RET-02': '“{mechanism}”, made of “{title}”, was used on {count} orders',
};

export const badge = {
  title: 'Badges',
  lead: 'They follow from the ledger and the awards. Open one for its day and cause.',
  none: 'No badges yet. A first order, first kudos, four weeks in a row with every reply in time, and every award leave their mark here.',
  of: 'Badges of {name}',
  level: 'Level: {level}',
  streak: '{n} weeks in a row, every reply in time',
  order: 'First order',
  repeat_order: 'First repeat order',
  on_time: 'First shipment on time',
  qualified: 'First qualified inquiry',
  praise: 'First praise of a buyer',
  thanks: 'First kudos',
  times: '{n} times',
  since: 'Since {on}',
  last: '{n} times, last on {on}',
  in_week: '{week}: the streak came to {n} weeks.',
  open_award: 'How this award was decided',
};
