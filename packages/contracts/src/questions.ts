import { z } from 'zod';
import { endpoint } from './endpoint.js';
import { itemDetail } from './knowledge.js';
import { answerText } from './knowledge-parts.js';
import { id, version } from './scalars.js';

const command = { allow: 'knowledge.write', command: true, reply: itemDetail } as const;

/** What is said to a question of the pool. Each reply is the question as it is then. */
export const questionsApi = {
  answer: endpoint({
    method: 'POST',
    path: '/knowledge/:id/answers',
    ...command,
    summary: 'Answers a question.',
    input: z.strictObject({ id, body: answerText }),
  }),
  edit: endpoint({
    method: 'PATCH',
    path: '/answers/:id',
    ...command,
    summary: 'Changes an answer of mine.',
    input: z.strictObject({ id, expectedVersion: version, body: answerText }),
  }),
  withdraw: endpoint({
    method: 'POST',
    path: '/answers/:id/withdraw',
    ...command,
    summary: 'Takes an answer of mine back.',
    input: z.strictObject({ id, expectedVersion: version }),
  }),
  accept: endpoint({
    method: 'POST',
    path: '/answers/:id/acceptance',
    ...command,
    summary: 'Says that this answers my question.',
    input: z.strictObject({ id }),
  }),
  unaccept: endpoint({
    method: 'DELETE',
    path: '/answers/:id/acceptance',
    ...command,
    summary: 'Takes that back.',
    input: z.strictObject({ id }),
  }),
};
