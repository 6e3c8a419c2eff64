export const rewards = {
  title: 'Rewards',
  mine: 'My rewards',
  mine_lead:
    'A newcomer’s milestone brings a reward besides the points. What it is worth, only you and your managers see.',
  voucher: 'Voucher of CNY {n}',
  leave: '{n} hours of leave',
  came: '{what}: {reward}',
  waiting_mine: 'Waits for your manager’s word',
  granted_mine: 'Yours; your manager hands it over',
  handed: 'Handed over {when}',
  reason_gone: 'What it was for has been reversed, but it had been handed over',
  taken: 'What it was for has been reversed, and the reward with it',
  review_lead:
    'Milestones bring their reward at once, without approval within the month’s budget. What goes beyond waits for you.',
  empty: 'No rewards yet. A newcomer’s first order, or ten qualified inquiries in their first month, brings one.',
  left: '{month}: vouchers CNY {cny} of {cnyMost} given, leave {hours} of {hoursMost} hours',
  set: 'Budget and rewards',
  set_lead:
    'Within this much a month a milestone brings its reward at once; a reward of 0 means points alone. Changes are for rewards to come.',
  budget_voucher: 'Vouchers a month (CNY)',
  budget_leave: 'Leave a month (hours)',
  worth: 'Reward for “{rule}”',
  value: 'How much (CNY or hours)',
  saved: 'Saved',
  approved: 'Approved',
  handed_over: 'Marked as handed over',
  undone: 'Not handed over after all',
};

export const rewardKind = { voucher: 'Voucher', leave: 'Extra leave' };

export const rewardState = {
  waiting: 'Waits for budget',
  granted: 'To hand over',
  handed_over: 'Handed over',
  taken_back: 'Taken back',
};

export const rewardStep = {
  approve: 'Approve',
  hand_over: 'Mark as handed over',
  undo: 'Not handed over',
};
