export const points = {
  title: 'Points',
  mine: 'My points',
  honour: 'Honour points',
  honour_short: 'Honour',
  knowledge: 'Knowledge coins',
  season: 'Q{quarter} {year}',
  total: 'Season total',
  place: 'No. {place}',
  no_place: 'No place yet',
  league: 'Season league',
  league_empty: 'Nobody has scored this season. The first deposit or L/C opens the league.',
  empty: 'No points this season yet. Secured orders and on-time shipments score, and every point explains itself.',
  granted: 'Granted',
  reversed: 'Taken back',
  is_reversal: 'Reversal',
  was_reversed: 'Taken back',
  why: 'Why',
  why_title: 'Where these {points} {points:point|points} came from',
  rule_version: 'Rule {rule} · version {version}',
  caused_by: 'Caused by',
  caused_line: '{who} moved the order from “{from}” to “{to}”, {when}',
  caused_plain: '{who}, {when}: {what}',
  taken_back: '“{what}” by {who}, {when}, took these points back',
  clipped: 'The rule asked for {requested}; a cap left {amount}',
  earned_here: 'Points this order earned',
  none_here: 'No points yet. They come when the order reaches “Deposit / L/C”.',
  order: 'Order',
  rule_column: 'Rule',
  when: 'When',
  amount: 'Points',
};

export const rule = {
  'ORD-01': 'Order won',
  'ORD-02': "New customer's first order",
  'ORD-03': 'Repeat order',
  'ORD-05': 'Shipped on time',
};

export const ruleText = {
  'ORD-01':
    'An order is won when it reaches “Deposit / L/C”: {base} points, plus 1 for every US${usdPerPoint} up to {maxBonus} more, shared by credit split. A purchase in pieces within 7 days counts as one order. All of it is taken back when the order is cancelled or goes back before “Deposit / L/C”.',
  'ORD-02':
    "A customer's first order to reach “Deposit / L/C” earns {base} points, and {largeBonus} more from US${largeUsd}, shared by credit split. Taken back when the order is cancelled or goes back.",
  'ORD-03':
    'A returning customer’s order that reaches “Deposit / L/C” earns {points} points, shared by credit split, at most {perCustomerMonth} times a month per customer. Taken back when the order is cancelled or goes back.',
  'ORD-05':
    'On board no later than the promise that was frozen at “Deposit / L/C”: {sales} points for the sales owner, {documents} for documents, {logistics} for logistics. Taken back when the date on board becomes later, or the order goes back or is cancelled.',
};

export const ruleFigures = {
  'ORD-01': 'Order of US${usd}, US${usdBefore} before in the same purchase; {total} in all, share {percent}%',
  'ORD-02': 'Order of US${usd}; {total} in all, share {percent}%',
  'ORD-03': '{total} in all, share {percent}%',
  'ORD-05': 'On board {onBoardOn}, frozen promise {promisedOn}',
};
