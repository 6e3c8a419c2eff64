/** What may be wrong with what is asked of the knowledge pool. */
export const knowledgeProblems = {
  'knowledge.not_found': 404,
  /** `current`: the item as it is now. */
  'knowledge.stale': 409,
  'knowledge.not_yours': 403,
  'knowledge.in_review': 409,
  'knowledge.not_in_review': 409,
  'knowledge.nothing_new': 409,
  /** Somebody else reviews it. */
  'knowledge.own_item': 403,
  'knowledge.not_published': 409,
  'knowledge.empty': 422,
  'knowledge.own_vote': 403,
  /** It was opened less than 20 seconds ago, or never. */
  'knowledge.not_read_yet': 409,
  'knowledge.voted_already': 409,
  /** Three of one author in a week. */
  'knowledge.votes_spent': 409,
  'knowledge.not_voted': 409,
  /** Who looks after it says that it is still valid, or a manager. */
  'knowledge.not_verifier': 403,
  'knowledge.same_verifier': 409,
  'knowledge.file_not_found': 404,
  /** The text refers to a file that its author may not read. */
  'knowledge.file_foreign': 422,
  /** Its name ends in something that is not taken in. */
  'knowledge.file_kind': 415,
  /** Its bytes are not what its name says, or it could do harm. */
  'knowledge.file_refused': 422,
  'knowledge.file_too_large': 413,
  'knowledge.quota': 409,
  'knowledge.own_flag': 403,
  'knowledge.not_opened': 409,
  'knowledge.flagged_already': 409,
  'knowledge.flag_decided': 409,
  'knowledge.flag_not_found': 404,
  /** Whoever looks after the item decides, or a manager; its author may only admit it. */
  'knowledge.not_judge': 403,
  /** The pool has nearly the same already: `twinId` and `twinTitle`. */
  'knowledge.twin': 409,
  /** A case is told of an order. */
  'knowledge.needs_order': 422,
  'knowledge.order_goes_on': 409,
  'knowledge.not_your_order': 403,
  /** `missing`: the fields of its template that are empty. */
  'knowledge.incomplete': 422,
  /** Nobody of the team who is there. */
  'knowledge.improvement_by_unknown': 422,
  'knowledge.not_a_question': 409,
  'knowledge.answer_not_found': 404,
  /** `current`: the question with its answers as they are now. */
  'knowledge.answer_stale': 409,
  'knowledge.answer_not_yours': 403,
  'knowledge.answer_gone': 409,
  'knowledge.not_asker': 403,
  'knowledge.accepted_already': 409,
  'knowledge.not_accepted': 409,
} as const;
