export const award = {
  fastest_responder: 'Fastest responder',
  satisfaction_star: 'Satisfaction star',
  best_newcomer: 'Best newcomer',
  most_improved: 'Most improved',
  collaboration_star: 'Collaboration star',
  customer_of_the_year: 'Customer of the year',
};

export const awardText = {
  fastest_responder:
    "The median of first answers in one's own working time, drawn towards the team's as if {weight} more had come out like it. At least {perMonth} in a month or {perWeek} in a week, and {ratePercent}% of buyer-days answered within 24 hours.",
  satisfaction_star:
    "The mean of buyers' scores, drawn towards the team's as if {weight} more had said that. At least {atLeast} answers, and {answerPercent}% of those who were asked.",
  best_newcomer:
    'More than {daysIn} days and less than ten months in. By weight: plan {plan}, follow-ups {followUps}, qualified inquiries {qualified}, quality {quality}, each counted up to 120%. Parts of which nothing is recorded yet are carried by the others, the same for everybody.',
  most_improved:
    "How far this month's honour points rise above one's own last {months} months, measured by one's own spread. The first {topOut} of the month take no part.",
  collaboration_star:
    'By how many different colleagues one was thanked this month, {givers} at least. Until handovers are recorded, kudos are what counts.',
  customer_of_the_year:
    'Value {contribution}, coming back {repeat}, the vote of the team {vote}, each against the best of the year. At least {orders} orders. Paying on time will count once payments are recorded.',
};

export const awardFigures = {
  fastest_responder: '{metric} min · median {median} min of {n} · {rate}% within 24 hours',
  satisfaction_star: '{metric} · mean {mean} of {n} answers · {rate}% answered',
  best_newcomer: '{metric} · follow-ups {followUps}, qualified {qualified} · {daysIn} days in',
  most_improved: '{metric} times the usual spread · {points} points this month, usually {usual}',
  collaboration_star: '{givers} colleagues · {n} kudos',
  customer_of_the_year: '{metric} · {orders} orders, {votes} votes',
};

export const awardBase = {
  fastest_responder: 'Team median {teamMedian} min',
  satisfaction_star: 'Team mean {teamMean}',
  best_newcomer: 'Weights follow what is recorded',
  most_improved: 'Compared with oneself only',
  collaboration_star: 'Several kudos of one colleague count once',
  customer_of_the_year: 'Without cancelled and lost orders',
};

export const awardOut = {
  too_few: 'Too few: {n}, {need} needed',
  rate_too_low: 'Rate too low: {rate}%',
  too_soon: '{daysIn} days in, {need} needed',
  among_the_first: 'Rank {place} this month, which has its own award',
  no_history: 'Less than {need} months of points',
  not_better: 'Not above the usual this month',
  opted_out: 'Takes no part in public rankings',
};

export const awards = {
  title: 'Honour wall',
  tab_wall: 'Honour wall',
  tab_shortlist: 'To decide',
  lead: 'Every award is computed from real work on the board. Open one to see how.',
  empty:
    'No awards yet. A day after the first period ends the shortlist appears, and what a manager confirms goes up here.',
  shortlist_lead: 'These periods have ended; the shortlists are computed. What you confirm goes on the wall at once.',
  shortlist_empty: 'Nothing to decide. Shortlists appear by themselves a day after a period ends.',
  pick: 'Season or year',
  all_seasons: 'All seasons',
  by_season: 'By season',
  by_year: 'By year',
  year: '{year}',
  empty_here: 'No awards were given in this time.',
  improved_lead: 'Against their own last three months; the latest',
  thanks: 'Thanks lately',
  all_thanks: 'All kudos',
  nobody_thanked: 'No kudos yet. When a colleague helped, say thank you.',
  open: 'How it was decided',
  out: 'Not eligible',
  shared: 'shared',
  winner: 'Winner',
  reversals: 'Reversals: {n}',
  publish: 'Confirm and publish',
  withhold: 'Give to nobody',
  note_hint: 'To give it to nobody, say why',
  tab_withheld: 'Not given',
  tab_votes: 'Vote',
  votes_lead: 'The whole team votes for its customer of the year: one vote each, which may be changed.',
  withheld_empty: 'No award was withheld.',
  withheld_lead: 'Nothing was given for these periods; the reason stands inside.',
  note_label: 'A note',
  published: 'On the wall: {award}',
  withheld_done: 'Given to nobody: {award}',
  published_by: 'Confirmed by {who}, {when}',
  withheld: 'Given to nobody this time: {note}',
  restated: 'Data was corrected later; it would be {names} now. The award stands.',
  as_of: 'Data as of {when}',
  vote: 'Vote',
  voted: 'Your vote',
  week: 'Week {week}, {year}',
  quarter: 'Q{quarter} {year}',
  whole_year: '{year}',
  nobody: '—',
  hidden: 'Only the first three and yourself are shown',
  you: 'you',
};

export const certificate = {
  title: 'Certificate of Honour',
  for_customer: 'Certificate of Appreciation',
  body: 'for outstanding work in {period} is awarded',
  body_customer: 'in gratitude for trust and co-operation in {period} is named',
  shared: '(shared)',
  orders: '{n} {n:order|orders} in the year',
  issued: 'Date',
  number: 'No.',
  rule: 'How it is judged · version {version}',
  as_of: 'Data as of {on}',
  restated: 'Data was corrected after the award ({on}); the award stands.',
  seal: 'Counted as it happened',
  download: 'Certificate',
  in_zh: 'Certificate in Chinese',
  in_en: 'Certificate in English',
  of: 'Certificate of {name}',
};

export const thanksMail = {
  title: 'Draft of a thank-you mail',
  lead: 'Copy it into your mailbox and attach the certificate. Nothing is sent by itself.',
  subject_label: 'Subject',
  body_label: 'Text',
  language: 'Language',
  copy: 'Copy all',
  copied: 'Copied',
  subject: '{company} names you “{award}” ({period})',
  body: 'Dear {name} team,\n\nafter a vote of our whole team and a look at what we did together in {period}, we are glad to name you our “{award}”. Behind it stand {n} {n:order|orders}, each of them a sign of your trust.\n\nPlease find the certificate attached, with our thanks. We look forward to working with you in the new year; wherever we can do better, do tell us.\n\nKind regards,\n{sender}\n{company}',
};
