import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import type { knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { knowledgeUsesApi } from '@tallyboard/contracts/knowledge-uses';
import type { questionsApi } from '@tallyboard/contracts/questions';
import type { retrospectivesApi } from '@tallyboard/contracts/retrospectives';

/** What one team has of the knowledge pool. */
export type KnowledgeThings = {
  personId: string;
  /** Of the manager: a draft, one in review, one in the pool; and one of a colleague in review. */
  draftId: string;
  draftVersion: number;
  askedItemId: string;
  askedItemVersion: number;
  pooledId: string;
  pooledVersion: number;
  reviewId: string;
  reviewVersion: number;
  /** Two of a colleague in the pool that the manager has read: of the second it was said that it helped. */
  readId: string;
  readVersion: number;
  helpfulId: string;
  /** A doubt of a colleague about the pooled one, and one of the manager. */
  flagId: string;
  ownFlagId: string;
  /** In the draft. */
  fileId: string;
  /** Somebody else who sells. */
  colleagueId: string;
  /** Of the manager: an order that was lost, and a case in the pool. */
  endedId: string;
  caseId: string;
  /** A colleague's question with an answer of the manager; two of the manager's, of which one is solved, with answers of the colleague. */
  questionId: string;
  ownAnswerId: string;
  ownAnswerVersion: number;
  offeredId: string;
  acceptedId: string;
  /** A checklist on the order. */
  orderId: string;
  useId: string;
  inquiryId: string;
};
type RequestsOf<A extends Record<string, unknown>> = {
  [N in keyof A]: (t: KnowledgeThings) => InputOf<A[N] & Endpoint>;
};
const fresh = (what: string): string => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const itemText = () => ({
  title: fresh('Text'),
  body: fresh('Words'),
  language: 'en' as const,
  market: null,
  stage: null,
  retrospective: null,
});

export const knowledgeRequests: RequestsOf<typeof knowledgeApi> = {
  search: ({ personId }) => ({ q: 'L/C', in: 'pool', authorId: personId, offset: 0, limit: 20 }),
  get: ({ pooledId }) => ({ id: pooledId }),
  edition: ({ pooledId }) => ({ id: pooledId, revision: 1 }),
  open: ({ pooledId }) => ({ id: pooledId }),
  vote: ({ readId }) => ({ id: readId }),
  withdrawVote: ({ helpfulId }) => ({ id: helpfulId }),
  create: () => ({ type: 'checklist', text: itemText() }),
  write: ({ draftId, draftVersion }) => ({ id: draftId, expectedVersion: draftVersion, text: itemText() }),
  submit: ({ draftId, draftVersion }) => ({ id: draftId, expectedVersion: draftVersion }),
  recall: ({ askedItemId, askedItemVersion }) => ({ id: askedItemId, expectedVersion: askedItemVersion }),
  publish: ({ reviewId, reviewVersion }) => ({ id: reviewId, expectedVersion: reviewVersion }),
  return: ({ reviewId, reviewVersion }) => ({ id: reviewId, expectedVersion: reviewVersion, note: 'Too short' }),
  withdraw: ({ pooledId, pooledVersion }) => ({ id: pooledId, expectedVersion: pooledVersion }),
  verify: ({ readId, readVersion }) => ({ id: readId, expectedVersion: readVersion }),
  handOn: ({ readId, readVersion, colleagueId }) => ({
    id: readId,
    expectedVersion: readVersion,
    verifierId: colleagueId,
  }),
  flag: ({ readId }) => ({ id: readId, kind: 'stale', note: 'The rate is another now' }),
  decideFlag: ({ flagId }) => ({ id: flagId, upheld: true, answer: null }),
  withdrawFlag: ({ ownFlagId }) => ({ id: ownFlagId }),
  addFile: ({ draftId }) => ({ id: draftId, name: 'note.txt', content: Buffer.from('Words') }),
  file: ({ fileId }) => ({ id: fileId }),
};

export const retrospectiveRequests: RequestsOf<typeof retrospectivesApi> = {
  waiting: () => ({}),
  ofOrder: ({ endedId }) => ({ id: endedId }),
  begin: ({ endedId }) => ({ id: endedId, language: 'en' }),
  pass: ({ endedId }) => ({ id: endedId, reason: 'Nothing to learn' }),
  offshoot: ({ caseId }) => ({ id: caseId, type: 'checklist' }),
};

export const questionRequests: RequestsOf<typeof questionsApi> = {
  answer: ({ questionId }) => ({ id: questionId, body: fresh('Answer') }),
  edit: ({ ownAnswerId, ownAnswerVersion }) => ({ id: ownAnswerId, expectedVersion: ownAnswerVersion, body: 'Better' }),
  withdraw: ({ ownAnswerId, ownAnswerVersion }) => ({ id: ownAnswerId, expectedVersion: ownAnswerVersion }),
  accept: ({ offeredId }) => ({ id: offeredId }),
  unaccept: ({ acceptedId }) => ({ id: acceptedId }),
};

type UseRequests = {
  [N in keyof typeof knowledgeUsesApi]: (t: KnowledgeThings) => InputOf<(typeof knowledgeUsesApi)[N] & Endpoint>;
};
const onOrder = ({ orderId }: KnowledgeThings) => ({ orderId, language: 'en' as const });
export const knowledgeUsesRequests: UseRequests = {
  ofOrder: onOrder,
  ofInquiry: ({ inquiryId }) => ({ inquiryId }),
  ofItem: ({ pooledId }) => ({ id: pooledId }),
  attach: (t) => ({ ...onOrder(t), itemId: t.pooledId }),
  detach: (t) => ({ ...onOrder(t), useId: t.useId }),
  tick: (t) => ({ ...onOrder(t), useId: t.useId, line: 0, done: true }),
};
