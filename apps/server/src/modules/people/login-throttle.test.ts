import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TestServer } from '../../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

test('many wrong tries for other accounts in the same office do not keep the right password out', async () => {
  const password = 'correct horse battery';
  const invited = await server.call(sessionsApi.invite, { teamId: server.teamId, roles: ['sales'] }, server.manager);
  const token = invited.reply.url.split('/').at(-1)!;
  const person = { email: 'neighbour@example.com', name: '邻', nameEn: 'Neighbour', locale: 'en' as const };
  await server.call(sessionsApi.acceptInvite, { token, password, ...person }, null);
  await server.db.query(
    `insert into login_failure (account, address) select 'guess' || i || '@example.com', '127.0.0' from generate_series(1, 150) i`,
  );
  const tries = await Promise.all(
    ['right', 'guess1@example.com', 'guess2@example.com'].map((email) =>
      server.call(
        sessionsApi.signIn,
        email === 'right' ? { email: person.email, password } : { email, password: 'wrong' },
        null,
      ),
    ),
  );
  expect(tries.map((t) => t.status)).toEqual([200, 429, 429]);
});
