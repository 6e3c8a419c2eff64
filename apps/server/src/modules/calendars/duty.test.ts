import { dutyApi, type PersonDuty } from '@tallyboard/contracts/duty';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Actor, TestServer } from '../../testing/test-server.js';

let server: TestServer;
let rep: Actor;
let colleague: Actor;
let stranger: Actor;
beforeAll(async () => {
  server = await TestServer.start();
  rep = await server.person(['sales'], 'Rep');
  colleague = await server.person(['sales'], 'Colleague');
  stranger = await server.person(['manager'], 'Stranger', await server.team('二部'));
});
afterAll(() => server.stop());

const WEEK = { from: '2026-11-23', to: '2026-11-29' };
const seen = async (by: Actor, of: Actor): Promise<PersonDuty> =>
  (await server.call(dutyApi.list, WEEK, by)).reply.people.find((p) => p.userId === of.id)!;
const onDuty = async (who: Actor, at: string): Promise<{ onDuty: boolean; until: string | null }> =>
  (await server.call(dutyApi.now, { at: new Date(at).toISOString() }, rep)).reply.people.find(
    (p) => p.userId === who.id,
  )!;
const days = (fromOn: string, toOn: string) => ({ fromOn, fromTime: '00:00', toOn, toTime: '24:00' });

test('everyone works as the office does, until they say otherwise', async () => {
  expect(await seen(rep, rep)).toEqual({ userId: rep.id, version: 0, core: null, leave: [], shifts: [] });
  expect(await onDuty(rep, '2026-11-23T10:00+08:00')).toMatchObject({
    onDuty: true,
    until: '2026-11-23T10:00:00.000Z',
  });
  expect(await onDuty(rep, '2026-11-23T22:00+08:00')).toMatchObject({ onDuty: false, until: null });
});

test('own hours are set by oneself or a manager, on one’s own clock, and are no colleague’s', async () => {
  const day = [{ from: '13:00', to: '22:00' }];
  const core = { zone: 'Asia/Shanghai', weekly: { 1: day, 2: day, 3: day, 4: day, 5: day, 6: [], 7: [] } };
  const set = (by: Actor, expectedVersion = 0) =>
    server.call(dutyApi.setHours, { userId: rep.id, expectedVersion, core }, by);
  expect((await set(colleague)).problem.code).toBe('calendars.not_yours');
  expect((await set(stranger)).problem.code).toBe('people.not_found');
  expect((await set(rep)).reply).toMatchObject({ version: 1, core });
  expect((await set(server.manager)).problem.code).toBe('calendars.stale');
  expect((await set(server.manager, 1)).reply.version).toBe(2);
  expect((await onDuty(rep, '2026-11-23T10:00+08:00')).onDuty).toBe(false);
  expect((await onDuty(rep, '2026-11-23T21:00+08:00')).onDuty).toBe(true);
  await server.call(dutyApi.setHours, { userId: rep.id, expectedVersion: 2, core: null }, rep);
  expect((await onDuty(rep, '2026-11-23T10:00+08:00')).onDuty).toBe(true);
});

test('why somebody is away is for themselves and managers; that they are, for the team; and neither is in a fact', async () => {
  const leave = { ...days('2026-11-25', '2026-11-26'), kind: 'sick' as const, reason: 'ReasonCanary' };
  const { reply } = await server.call(dutyApi.enterLeave, { userId: rep.id, ...leave }, rep);
  const { id } = reply.leave[0]!;
  for (const by of [rep, server.manager])
    expect((await seen(by, rep)).leave).toMatchObject([{ id, kind: 'sick', reason: 'ReasonCanary' }]);
  expect((await seen(colleague, rep)).leave).toEqual([
    { id, ...days('2026-11-25', '2026-11-26'), kind: null, reason: null },
  ]);
  expect((await onDuty(rep, '2026-11-25T10:00+08:00')).onDuty).toBe(false);
  const facts = JSON.stringify(await server.db.query(`select payload from feed_event where name like 'calendars.%'`));
  expect(facts).toContain(rep.id);
  expect(facts).not.toMatch(/Canary|sick/);

  const cancel = (by: Actor) => server.call(dutyApi.cancelLeave, { id }, by);
  expect((await cancel(colleague)).problem.code).toBe('calendars.not_yours');
  expect((await cancel(stranger)).problem.code).toBe('calendars.leave_not_found');
  expect((await cancel(rep)).reply.leave).toEqual([]);
  expect((await cancel(rep)).problem.code).toBe('calendars.leave_not_found');
  expect(await server.db.query('select kind from leave_entry where id = $1', [id])).toEqual([{ kind: 'sick' }]);
  expect((await onDuty(rep, '2026-11-25T10:00+08:00')).onDuty).toBe(true);
});

test('leave that ends before it begins is none', async () => {
  const { problem } = await server.call(
    dutyApi.enterLeave,
    { userId: rep.id, ...days('2026-11-26', '2026-11-25'), kind: 'leave', reason: '' },
    rep,
  );
  expect(problem.code).toBe('calendars.leave_backwards');
});

test('a manager plans the rota: not over leave, not twice, and past midnight', async () => {
  const plan = (by: Actor, on: string, from = '18:00', to = '01:00') =>
    server.call(dutyApi.planShift, { userId: colleague.id, on, from, to, note: '美洲询盘' }, by);
  expect((await plan(colleague, '2026-11-23')).problem.code).toBe('people.forbidden');
  expect((await plan(stranger, '2026-11-23')).problem.code).toBe('people.not_found');
  const { reply } = await plan(server.manager, '2026-11-23');
  expect(reply.shifts).toMatchObject([{ on: '2026-11-23', from: '18:00', to: '01:00', note: '美洲询盘' }]);
  expect(await onDuty(colleague, '2026-11-24T00:30+08:00')).toEqual({
    userId: colleague.id,
    onDuty: true,
    until: '2026-11-23T17:00:00.000Z',
  });
  expect((await plan(server.manager, '2026-11-24', '00:00', '02:00')).problem.code).toBe('calendars.shift_overlaps');
  await server.call(
    dutyApi.enterLeave,
    { userId: colleague.id, ...days('2026-11-27', '2026-11-27'), kind: 'leave', reason: '' },
    colleague,
  );
  expect((await plan(server.manager, '2026-11-27')).problem).toMatchObject({
    code: 'calendars.on_leave',
    fromOn: '2026-11-27',
  });
  const { id } = reply.shifts[0]!;
  expect((await server.call(dutyApi.removeShift, { id }, stranger)).problem.code).toBe('calendars.shift_not_found');
  expect((await server.call(dutyApi.removeShift, { id }, server.manager)).reply.shifts).toEqual([]);
  expect((await onDuty(colleague, '2026-11-24T00:30+08:00')).onDuty).toBe(false);
});

test('two that change the same person at once both count', async () => {
  const { version } = await seen(rep, rep);
  const leave = (on: string) =>
    server.call(dutyApi.enterLeave, { userId: rep.id, ...days(on, on), kind: 'comp', reason: '' }, rep);
  await Promise.all(['2026-12-01', '2026-12-02', '2026-12-03'].map(leave));
  expect((await seen(rep, rep)).version).toBe(version + 3);
  const [view] = await server.db.query<{ leave: unknown[]; version: number }[]>(
    'select version, leave from calendars_duty_view where user_id = $1',
    [rep.id],
  );
  expect(view).toEqual({
    version: version + 3,
    leave: ['2026-12-01', '2026-12-02', '2026-12-03'].map((on) => days(on, on)),
  });
});

test('at most 62 days at once', async () => {
  const { problem } = await server.call(dutyApi.list, { from: '2026-11-01', to: '2027-01-15' }, rep);
  expect(problem.code).toBe('calendars.range_too_long');
});
