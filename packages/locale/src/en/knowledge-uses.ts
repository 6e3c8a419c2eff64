import type { UseKind } from '@tallyboard/rules/knowledge/use';

export const useKind: Record<UseKind, string> = {
  reply: 'In a reply',
  checklist: 'Checklist',
  link: 'Linked',
};

export const knowledgeUse = {
  title: 'Knowledge',
  none: 'Nothing of the pool is used here yet',
  suggested: 'Fits this order',
  attach: 'Attach',
  attach_named: 'Attach “{title}”',
  attached: 'Attached: {title}',
  detach: 'Take off',
  detach_sure: 'Really take off?',
  detached: 'Taken off',
  find: 'Find another in the pool',
  suggested_none: 'Nothing suggests itself: look for it by its words',
  find_none: 'Nothing found',
  done_n: '{done} of {all} done',
  ticked: '{name} · {when}',
  used_by: '{name} · {when}',
  gone: 'Not in the pool any more',
  insert: 'Insert a template',
  insert_named: 'Insert “{title}”',
  insert_find: 'Find a template',
  insert_none: 'No template for this market and stage yet',
  inserted: 'With the template “{title}”',
  open_places: 'Still to be filled in: {places}',
  in_message: 'Template “{title}”',
  used_n: 'Used {n} {n:time|times}',
  used_deals: 'for {n} {n:inquiry or order|inquiries and orders}',
  used_none: 'Not used yet. In a reply or on an order it earns its author knowledge credits.',
  elsewhere: 'Another team',
  why_used: '{name} used it on {when}',
  why_where: 'for',
};
