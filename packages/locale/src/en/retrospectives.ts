import type { CaseOutcome, RetrospectiveField } from '@tallyboard/rules/knowledge/retrospective';

export const caseOutcome: Record<CaseOutcome, string> = { win: 'An order won', loss: 'An order lost' };

export const caseField: Record<RetrospectiveField, string> = {
  profile: 'Customer profile',
  approach: 'Approach',
  breakthrough: 'Breakthrough',
  problemStage: 'Where it went wrong',
  improvement: 'Improvement',
  improvementBy: 'Who sees to it',
};

export const caseHint: Record<RetrospectiveField, string> = {
  profile: 'Who buys, how much, what matters to them, who decides',
  approach: 'How you came to talk; which letters and calls made a difference',
  breakthrough: 'The one thing that made them decide',
  problemStage: 'The stage in which it went wrong',
  improvement: 'What to do next time, one point a line',
  improvementBy: 'A colleague of the team',
};

export const caseMissing: Record<RetrospectiveField, string> = {
  profile: 'The customer profile is still missing',
  approach: 'The approach is still missing',
  breakthrough: 'The breakthrough is still missing',
  problemStage: 'The stage in which it went wrong is still missing',
  improvement: 'The improvement is still missing',
  improvementBy: 'Nobody is named who sees to the improvement',
};

export const cases = {
  in_order: 'Retrospective',
  ask_win: 'The order is closed. Ten minutes on how it was won spare colleagues a detour.',
  ask_loss: 'The order came to nothing. Say where it went wrong, and it will not happen there again.',
  write: 'Write a retrospective',
  go_on: 'Go on writing',
  look: 'See mine',
  none: 'Nobody has told how it went',
  passed: 'You chose not to: {reason}',
  pass: 'Not this one',
  pass_why: 'Why not (you will not be asked again)',
  pass_done: 'You will not be asked again',
  waiting: 'Waiting for a retrospective',
  waiting_lead: 'Your orders that ended in the last {days} days and of which nobody told how they went.',
  not_written:
    'A retrospective begins with its order: open one that is closed, lost or cancelled and choose “Write a retrospective”.',
  order: 'Order',
  ended_win: 'Closed {on}',
  ended_loss: 'Lost {on}, in “{stage}”',
  ended_cancelled: 'Cancelled {on}, in “{stage}”',
  reason: 'Reason: {reason}',
  timeline: 'Timeline',
  days: '{n} {n:day|days}',
  story: 'The story',
  story_optional: 'The story, and what else there is to say (may be empty)',
  choose_person: 'Choose a colleague',
  make: 'Make something of it…',
  made: 'Drafted: go on with it and ask for a review',
  from: 'From the case: {title}',
  offshoots: 'What came of it',
  choose_stage: 'Choose a stage',
};

export const questions = {
  ask: 'Ask',
  done_ask: 'Asked: colleagues can answer now',
  unsolved: 'Unsolved',
  solved: 'Solved',
  answers: '{n} {n:answer|answers}',
  none_yet: 'No answers yet',
  your_answer: 'Your answer',
  send: 'Answer',
  edit: 'Edit',
  save: 'Save',
  withdraw: 'Withdraw',
  withdraw_sure: 'Really withdraw?',
  accept: 'Accept',
  unaccept: 'Take back',
  accepted: 'Accepted',
  edited: 'edited {when}',
  came: 'A new answer to “{title}”',
  lead: 'Once accepted, the colleague who answered earns knowledge credits.',
};

export const note = {
  title: 'Notes on what you learned',
  lead: 'You got it for your credits: a few lines about it help your colleagues, and bring credits once they are published.',
  write: 'Write a note',
  go_on: 'Go on with the note',
  read_of: 'Note: {title}',
  pass: 'Not this one',
  passed: 'You will not be asked again',
  undo: 'Undo',
  learned: 'What I learned',
  change: 'What I do differently now',
  whom: 'Who should take it',
  from: 'Learned from: {title} ({type})',
};
