import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aJoiner, PASSWORD } from '../../testing/joining.js';
import { TestServer } from '../../testing/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await TestServer.start();
});
afterAll(() => server.stop());

test('many wrong tries for other accounts in the same office do not keep the right password out', async () => {
  const { email: own } = await aJoiner(server);
  await server.db.query(
    `insert into login_failure (account, address) select 'guess' || i || '@example.com', '127.0.0' from generate_series(1, 150) i`,
  );
  const tries = await Promise.all(
    [own, 'guess1@example.com', 'guess2@example.com'].map((email) =>
      server.call(sessionsApi.signIn, { email, password: email === own ? PASSWORD : 'wrong' }, null),
    ),
  );
  expect(tries.map((t) => t.status)).toEqual([200, 429, 429]);
});
