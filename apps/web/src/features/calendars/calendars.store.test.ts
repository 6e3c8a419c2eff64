import type { Frame } from '@tallyboard/contracts/live';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { useCalendars } from './calendars.store';

type Answer = { status: number; body: unknown };
/** Answers by what the path holds; the first that fits. */
let answers: [path: string, answer: Answer | Promise<Answer>][] = [];
let asked: string[] = [];
beforeEach(() => {
  setActivePinia(createPinia());
  asked = [];
  vi.stubGlobal('fetch', async (path: string) => {
    asked.push(path);
    const at = answers.findIndex(([part]) => path.includes(part));
    const [[, answer]] = answers.splice(at, 1) as [[string, Answer | Promise<Answer>]];
    const { status, body } = await answer;
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

const person = (version: number) => ({ userId: 'p', version, core: null, leave: [], shifts: [] });
const list = (version: number): Answer => ({ status: 200, body: { epoch: 'e', seq: 7, people: [person(version)] } });
const office = (version: number) => ({ teamId: 't', calendar: { version } });
const frame = (name: string): Frame => ({ seq: 8, name, at: '', by: '', cmd: null, body: {} });
const week = (from: string) => ({ teamId: 't', from, to: from });

test('a slow answer about another week is dropped', async () => {
  const store = useCalendars();
  let late: (answer: Answer) => void = () => undefined;
  answers = [
    ['/duty', new Promise((resolve) => (late = resolve))],
    ['/office', { status: 200, body: office(1) }],
    ['/duty', list(2)],
    ['/office', { status: 200, body: office(1) }],
  ];
  const first = store.loadDuty(week('2026-11-23'));
  await store.loadDuty(week('2026-11-30'));
  late(list(1));
  expect(await first).toBeNull();
  expect(store.duty.get('p')?.version).toBe(2);
});

test('a fact of a colleague reads the week again, and nothing that was not looked at', async () => {
  const store = useCalendars();
  answers = [
    ['/duty', list(1)],
    ['/office', { status: 200, body: office(1) }],
  ];
  expect(await store.loadDuty(week('2026-11-23'))).toMatchObject({ epoch: 'e', seq: 7 });
  asked = [];
  store.apply([frame('orders.moved'), frame('points.granted')]);
  expect(asked).toEqual([]);
  answers = [
    ['/duty', list(2)],
    ['/office', { status: 200, body: office(2) }],
  ];
  store.apply([frame('calendars.duty_changed'), frame('calendars.office_changed')]);
  await vi.waitFor(() => expect(store.duty.get('p')?.version).toBe(2));
  expect(store.calendar?.version).toBe(2);
  expect(asked).toHaveLength(2);
});

test('whose change came too late sees what the calendar is now', async () => {
  const store = useCalendars();
  answers = [['/office', { status: 409, body: { code: 'calendars.stale', status: 409, current: office(5) } }]];
  const answer = await store.clearOfficeDay({ teamId: 't', expectedVersion: 4, on: '2026-12-24' });
  expect(answer).toMatchObject({ ok: false, problem: { code: 'calendars.stale' } });
  expect(store.calendar?.version).toBe(5);
});
