import { v7 as uuid } from 'uuid';
import type { KnowledgeThings } from './knowledge-requests.js';
import type { Actor, TestServer } from './test-server.js';

type Cases = Pick<
  KnowledgeThings,
  'caseId' | 'questionId' | `ownAnswer${'Id' | 'Version'}` | 'offeredId' | 'acceptedId'
>;

/**
 * A case of the manager in the pool; and questions of both, with answers of the other. As the commands leave them, but put there at once: this
 * is made for every request that is tried.
 */
export async function someCases(server: TestServer, { id: by, teamId }: Actor, colleague: Actor): Promise<Cases> {
  const ids = { case: uuid(), theirs: uuid(), open: uuid(), solved: uuid() };
  const answers = { own: uuid(), offered: uuid(), accepted: uuid() };
  const text = { title: `Case ${ids.case}`, body: uuid(), language: 'en', market: null, stage: null };
  const retrospective = { profile: '', approach: '', breakthrough: '', problemStage: 'QUOTED' };
  const told = { ...text, retrospective: { ...retrospective, improvement: 'Ask first', improvementBy: by } };
  const order = {
    ...{ no: 'YD-1', customerName: 'ACME', country: 'DE', outcome: 'loss', cancelled: false, reason: 'price' },
    ...{ endedOn: '2026-11-20', lastStage: 'QUOTED', stages: [{ stage: 'QUOTED', on: '2026-11-01', days: 19 }] },
  };
  await server.db.query(
    `insert into knowledge_item (id, team_id, type, author_id, state, text, published, revision, published_at, shared_at, reviewed_by, verify_by, written_at,
       case_order, answers, solved)
     select id, $1, type, author, 'published', text, text, 1, now(), now(), reviewer, '2099-01-01', now(), case_order, answers, solved
     from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::jsonb[], $7::jsonb[], $8::int[], $9::bool[])
       as i (id, type, author, reviewer, text, case_order, answers, solved)`,
    [
      teamId,
      [ids.case, ids.theirs, ids.open, ids.solved],
      ['retrospective', 'question', 'question', 'question'],
      [by, colleague.id, by, by],
      [colleague.id, null, null, null],
      [told, ...[ids.theirs, ids.open, ids.solved].map((title) => ({ ...text, title, retrospective: null }))],
      [order, null, null, null],
      [0, 1, 1, 1],
      [false, false, false, true],
    ],
  );
  await server.db.query(
    `insert into knowledge_answer (id, item_id, author_id, body, at, accepted)
     select id, item, author, 'AnswerText', now(), accepted from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bool[]) as a (id, item, author, accepted)`,
    [
      [answers.own, answers.offered, answers.accepted],
      [ids.theirs, ids.open, ids.solved],
      [by, colleague.id, colleague.id],
      [false, false, true],
    ],
  );
  return {
    ...{ caseId: ids.case, questionId: ids.theirs, ownAnswerId: answers.own, ownAnswerVersion: 1 },
    ...{ offeredId: answers.offered, acceptedId: answers.accepted },
  };
}
