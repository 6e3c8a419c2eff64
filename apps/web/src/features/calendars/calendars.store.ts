import { calendarsApi, type Holidays, type Market, type Office } from '@tallyboard/contracts/calendars';
import { dutyApi, type PersonDuty } from '@tallyboard/contracts/duty';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Frame } from '@tallyboard/contracts/live';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type DutyList = ReplyOf<typeof dutyApi.list>;
type In<A, K extends keyof A> = A[K] extends Parameters<typeof call>[0] ? InputOf<A[K]> : never;
type Duty<K extends keyof typeof dutyApi> = In<typeof dutyApi, K>;
type Calendars<K extends keyof typeof calendarsApi> = In<typeof calendarsApi, K>;

/** The calendar of a team, who of it is on duty when, and the days off of markets. */
export const useCalendars = defineStore('calendars', () => {
  const office = shallowRef<Office | null>(null);
  const markets = shallowRef<readonly Market[]>([]);
  const table = shallowRef<Holidays | null>(null);
  const duty = shallowReactive(new Map<string, PersonDuty>());
  const asked = shallowRef<{ teamId: string; from: string; to: string } | null>(null);
  const ready = shallowRef(false);
  const calendar = computed(() => office.value?.calendar ?? null);

  /** People's time between two days, with the calendar; where the feed stood, or null when that failed. */
  async function loadDuty(window: { teamId: string; from: string; to: string }): Promise<DutyList | null> {
    asked.value = window;
    const [answer, found] = await Promise.all([
      call(dutyApi.list, window),
      call(calendarsApi.office, { teamId: window.teamId }),
    ]);
    // A slow answer to an earlier question is dropped.
    if (!answer.ok || asked.value !== window) return null;
    if (found.ok) office.value = found.reply;
    duty.clear();
    for (const person of answer.reply.people) duty.set(person.userId, person);
    ready.value = true;
    return answer.reply;
  }
  async function loadMarkets(): Promise<void> {
    const answer = await call(calendarsApi.markets, {});
    if (answer.ok) markets.value = answer.reply.markets;
  }
  async function loadTable(market: string): Promise<void> {
    const answer = await call(calendarsApi.holidays, { market });
    if (answer.ok) table.value = answer.reply;
  }
  /** What colleagues changed is read again; facts say only that it did. */
  function apply(frames: readonly Frame[]): void {
    const names = new Set(frames.map((f) => f.name));
    const again = asked.value;
    if (again && (names.has('calendars.duty_changed') || names.has('calendars.office_changed')))
      void loadDuty({ ...again }).catch(() => null);
    if (names.has('calendars.holidays_changed')) {
      void loadMarkets().catch(() => null);
      if (table.value) void loadTable(table.value.market).catch(() => null);
    }
  }

  /** The answer holds all of a person's time, the list what lies in the window: it is read again. */
  async function changing(sent: Promise<Answer<PersonDuty>>): Promise<Answer<PersonDuty>> {
    const answer = await sent;
    if (asked.value) await loadDuty({ ...asked.value }).catch(() => null);
    return answer;
  }
  const setHours = (input: Duty<'setHours'>): Promise<Answer<PersonDuty>> => changing(call(dutyApi.setHours, input));
  const enterLeave = (input: Duty<'enterLeave'>): Promise<Answer<PersonDuty>> =>
    changing(call(dutyApi.enterLeave, input));
  const cancelLeave = (id: string): Promise<Answer<PersonDuty>> => changing(call(dutyApi.cancelLeave, { id }));
  const planShift = (input: Duty<'planShift'>): Promise<Answer<PersonDuty>> => changing(call(dutyApi.planShift, input));
  const removeShift = (id: string): Promise<Answer<PersonDuty>> => changing(call(dutyApi.removeShift, { id }));

  async function keepingOffice(sent: Promise<Answer<Office>>): Promise<Answer<Office>> {
    const answer = await sent;
    if (answer.ok) office.value = answer.reply;
    else if (answer.problem.code === 'calendars.stale') office.value = answer.problem['current'] as Office;
    return answer;
  }
  const setOffice = (input: Calendars<'setOffice'>): Promise<Answer<Office>> =>
    keepingOffice(call(calendarsApi.setOffice, input));
  const setOfficeDay = (input: Calendars<'setOfficeDay'>): Promise<Answer<Office>> =>
    keepingOffice(call(calendarsApi.setOfficeDay, input));
  const clearOfficeDay = (input: Calendars<'clearOfficeDay'>): Promise<Answer<Office>> =>
    keepingOffice(call(calendarsApi.clearOfficeDay, input));

  async function keepingTable(sent: Promise<Answer<Holidays>>): Promise<Answer<Holidays>> {
    const answer = await sent;
    if (answer.ok) table.value = answer.reply;
    else if (answer.problem.code === 'calendars.stale') table.value = answer.problem['current'] as Holidays;
    if (answer.ok) await loadMarkets().catch(() => null);
    return answer;
  }
  const setHoliday = (input: Calendars<'setHoliday'>): Promise<Answer<Holidays>> =>
    keepingTable(call(calendarsApi.setHoliday, input));
  const removeHoliday = (input: Calendars<'removeHoliday'>): Promise<Answer<Holidays>> =>
    keepingTable(call(calendarsApi.removeHoliday, input));
  const setYear = (input: Calendars<'setYear'>): Promise<Answer<Holidays>> =>
    keepingTable(call(calendarsApi.setYear, input));

  return {
    office,
    calendar,
    markets,
    table,
    duty,
    ready,
    loadDuty,
    loadMarkets,
    loadTable,
    apply,
    setHours,
    enterLeave,
    cancelLeave,
    planShift,
    removeShift,
    setOffice,
    setOfficeDay,
    clearOfficeDay,
    setHoliday,
    removeHoliday,
    setYear,
  };
});
