import type { Endpoint, InputOf } from '@tallyboard/contracts/endpoint';
import type { knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { knowledgeUsesApi } from '@tallyboard/contracts/knowledge-uses';

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
  helpfulId: string;
  /** A checklist on the order. */
  orderId: string;
  useId: string;
  inquiryId: string;
};
type Requests = {
  [N in keyof typeof knowledgeApi]: (t: KnowledgeThings) => InputOf<(typeof knowledgeApi)[N] & Endpoint>;
};
const fresh = (what: string): string => `${what} ${crypto.randomUUID().slice(0, 8)}`;
const itemText = () => ({
  title: fresh('Text'),
  body: fresh('Words'),
  language: 'en' as const,
  market: null,
  stage: null,
});

export const knowledgeRequests: Requests = {
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
