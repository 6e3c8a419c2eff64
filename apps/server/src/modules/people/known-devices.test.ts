import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { aJoiner, PASSWORD } from '../../testing/joining.js';
import { type Answer, TestServer, tokenOf } from '../../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
beforeEach(async () => {
  await server.db.query('delete from login_failure');
});
afterAll(() => server.stop());

/** Each cookie an answer sets, as a browser would send it back. */
const jar = (answer: Answer<unknown>): { session: string; known: string } => {
  const cookies = answer.headers.getSetCookie().map((c) => c.split(';')[0]!);
  return {
    session: cookies.find((c) => c.startsWith('tallyboard=')) ?? '',
    known: cookies.find((c) => c.startsWith('tallyboard-known=')) ?? '',
  };
};
const signIn = (email: string, password: string, cookie = '') =>
  server.call(sessionsApi.signIn, { email, password }, null, { cookie });

async function someone(): Promise<{ id: string; email: string; session: string; known: string }> {
  const { id, email, answer } = await aJoiner(server);
  return { id, email, ...jar(answer) };
}
/** Wrong passwords one after the other; what was said to the last one. */
async function guess(email: string, times: number, cookie = ''): Promise<string> {
  let code = '';
  for (let i = 0; i < times; i += 1) code = (await signIn(email, 'wrong', cookie)).problem.code;
  return code;
}

test('a guesser in the same office does not slow the owner down in the browser they have signed in with before', async () => {
  const lin = await someone();
  expect(await guess(lin.email, 7)).toBe('people.slow_down');
  const owner = await signIn(lin.email, PASSWORD, lin.known);
  expect(owner.status).toBe(200);
  // And the guesser is not let off by it.
  expect((await signIn(lin.email, PASSWORD)).problem.code).toBe('people.slow_down');
  expect(jar(owner).known).not.toBe(lin.known);
});

test('a copied cookie has tries of its own and no more, and the owner of the account is not slowed elsewhere', async () => {
  const lin = await someone();
  expect(await guess(lin.email, 5, lin.known)).toBe('people.wrong_credentials');
  expect(await guess(lin.email, 1, lin.known)).toBe('people.slow_down');
  expect((await signIn(lin.email, PASSWORD)).status).toBe(200);
});

test('it counts for the accounts it signed in to, and for no other; those of one browser go on together', async () => {
  const [lin, wu] = [await someone(), await someone()];
  await guess(wu.email, 7);
  expect((await signIn(wu.email, PASSWORD, lin.known)).problem.code).toBe('people.slow_down');
  await server.db.query('delete from login_failure');
  const both = jar(await signIn(wu.email, PASSWORD, lin.known)).known;
  await guess(wu.email, 7);
  await guess(lin.email, 7);
  const third = jar(await signIn(lin.email, PASSWORD, both)).known;
  expect((await signIn(wu.email, PASSWORD, third)).status).toBe(200);
  // What was there before the sign-in, planted or copied, is worth nothing.
  expect((await signIn(wu.email, PASSWORD, both)).problem.code).toBe('people.slow_down');
});

test('another password, by its owner or by a link, and disabling void it everywhere', async () => {
  const [changed, reset, gone] = [await someone(), await someone(), await someone()];
  const input = { current: PASSWORD, next: 'another long one' };
  const actor = { id: changed.id, teamId: server.teamId, cookie: changed.session };
  const after = await server.call(sessionsApi.changePassword, input, actor);
  await guess(changed.email, 7);
  expect((await signIn(changed.email, input.next, changed.known)).status).toBe(429);
  // The browser in which it was changed stays known.
  expect((await signIn(changed.email, input.next, jar(after).known)).status).toBe(200);

  const { url } = (await server.call(sessionsApi.resetLink, { id: reset.id }, server.manager)).reply;
  const token = tokenOf(url);
  await server.call(sessionsApi.resetPassword, { token, password: input.next }, null);
  await guess(reset.email, 7);
  expect((await signIn(reset.email, input.next, reset.known)).status).toBe(429);

  await server.call(peopleApi.disable, { id: gone.id, expectedVersion: 1 }, server.manager);
  await server.call(peopleApi.enable, { id: gone.id, expectedVersion: 2 }, server.manager);
  await guess(gone.email, 7);
  expect((await signIn(gone.email, PASSWORD, gone.known)).status).toBe(429);
});

test('whoever changes their password is not slowed by guesses of others either', async () => {
  const lin = await someone();
  await guess(lin.email, 7);
  const cookie = `${lin.session}; ${lin.known}`;
  const actor = { id: lin.id, teamId: server.teamId, cookie };
  const input = { current: PASSWORD, next: 'another long one' };
  expect((await server.call(sessionsApi.changePassword, input, actor)).status).toBe(200);
});

test('only hashes are kept, of one person no more than twenty, and nonsense is no device', async () => {
  const lin = await someone();
  for (let i = 0; i < 22; i += 1) expect((await signIn(lin.email, PASSWORD)).status).toBe(200);
  const [{ n }] = await server.db.query<[{ n: number }]>(
    'select count(*)::int as n from known_device where user_id = $1',
    [lin.id],
  );
  expect(n).toBe(20);
  await guess(lin.email, 7);
  for (const cookie of ['tallyboard-known=', 'tallyboard-known=x', `tallyboard-known=${'A'.repeat(43)}`])
    expect((await signIn(lin.email, PASSWORD, cookie)).status).toBe(429);
});
