import { sessionsApi } from '@tallyboard/contracts/sessions';
import type { Role } from '@tallyboard/rules/people/capabilities';
import { type Actor, type Answer, cookieOf, type TestServer, tokenOf } from './test-server.js';

/** What whoever joins in a test has as a password. */
export const PASSWORD = 'correct horse battery';

/** Somebody whom the manager invites and who joins by the link, with a password: they can sign in. `answer` is the one that let them in. */
export async function aJoiner(
  server: TestServer,
  { email = `${crypto.randomUUID()}@example.com`, roles = ['sales'] }: { email?: string; roles?: Role[] } = {},
): Promise<Actor & { email: string; answer: Answer<unknown> }> {
  const invited = await server.call(sessionsApi.invite, { teamId: server.teamId, roles }, server.manager);
  const person = { email, name: '林', nameEn: 'Lin', password: PASSWORD, locale: 'en' as const };
  const answer = await server.call(sessionsApi.acceptInvite, { token: tokenOf(invited.reply.url), ...person }, null);
  if (answer.status !== 200) throw new Error(answer.problem.code);
  return { id: answer.reply.person.id, teamId: server.teamId, cookie: cookieOf(answer.headers), email, answer };
}
