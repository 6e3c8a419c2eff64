import { accessApi, AUDIT_PAGE } from '@tallyboard/contracts/access';
import { peopleApi } from '@tallyboard/contracts/people';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';

let server: TestServer;
let rep: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
});
afterAll(() => server.stop());

test('an admin sees who is in and ends a session: its sockets close at once', async () => {
  const live = server.socket(rep);
  await live.subscribe(`team:${server.teamId}`, 0);
  const { sessions } = (await server.call(accessApi.sessions, {}, server.manager)).reply;
  expect(sessions.find((s) => s.current)?.userId).toBe(server.manager.id);
  const [his] = sessions.filter((s) => s.userId === rep.id);
  expect(JSON.stringify(sessions)).not.toMatch(/token/i);
  const gone = new Promise((done) => live.socket.once('disconnect', done));
  expect((await server.call(accessApi.endSession, { id: his!.id }, server.manager)).status).toBe(200);
  await gone;
  expect((await server.call(sessionsApi.me, {}, rep)).reply.me).toBeNull();
  expect((await server.call(accessApi.endSession, { id: his!.id }, server.manager)).problem.code).toBe(
    'access.session_not_found',
  );
});

test('failed sign-ins are counted by account and address', async () => {
  for (let i = 0; i < 3; i += 1)
    await server.call(sessionsApi.signIn, { email: 'ghost@example.com', password: 'wrong' }, null);
  const { failures } = (await server.call(accessApi.failures, {}, server.manager)).reply;
  expect(failures).toMatchObject([{ account: 'ghost@example.com', tries: 3 }]);
});

test('the trail names who and whom, newest first, page by page without a gap or a double', async () => {
  const names = Array.from({ length: AUDIT_PAGE + 5 }, (_, i) => `Team ${i}`);
  for (const name of names) await server.call(peopleApi.createTeam, { name }, server.manager);
  const first = (await server.call(accessApi.audit, { action: 'people.team_created' }, server.manager)).reply;
  expect([first.entries.length, first.more]).toEqual([AUDIT_PAGE, true]);
  const before = first.entries.at(-1)!.id;
  const second = (await server.call(accessApi.audit, { action: 'people.team_created', before }, server.manager)).reply;
  expect(second.more).toBe(false);
  expect([...first.entries, ...second.entries].map((e) => e.subject)).toEqual([...names].reverse());
  expect(first.entries[0]).toMatchObject({ actor: '王磊', action: 'people.team_created' });
});

test('the trail says from where, and what became of whose rights', async () => {
  const rep = await server.person(['sales'], 'Riser');
  const target = { id: rep.id };
  const roles = ['manager' as const, 'sales' as const];
  await server.call(peopleApi.change, { ...target, expectedVersion: 1, roles, nameEn: 'Riser' }, server.manager);
  const team = (await server.call(peopleApi.createTeam, { name: '外贸三部' }, server.manager)).reply;
  await server.call(peopleApi.transfer, { ...target, expectedVersion: 2, teamId: team.id }, server.manager);
  await server.call(peopleApi.disable, { ...target, expectedVersion: 3 }, server.manager);
  const { entries } = (await server.call(accessApi.audit, {}, server.manager)).reply;
  const told = entries.filter((e) => e.subject === 'Riser').reverse();
  expect(told.map((e) => [e.action, e.changed])).toEqual([
    ['people.changed', [{ field: 'roles', from: 'sales', to: 'manager sales' }]],
    ['people.transferred', [{ field: 'teamId', from: expect.any(String), to: '外贸三部' }]],
    ['people.disabled', []],
  ]);
  expect(entries.every((e) => e.address !== null)).toBe(true);
});

test('nobody but an admin', async () => {
  const boss = await server.person(['manager'], 'Boss');
  expect((await server.call(accessApi.audit, {}, boss)).status).toBe(403);
});
