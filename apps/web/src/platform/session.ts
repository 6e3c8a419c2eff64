import type { Person } from '@tallyboard/contracts/people';
import { sessionsApi, type Me } from '@tallyboard/contracts/sessions';
import { platformApi } from '@tallyboard/contracts/platform';
import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import type { Problem } from '@tallyboard/contracts/problems';
import type { Capability } from '@tallyboard/rules/people/capabilities';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { call, signedOut } from './call';
import { setZone } from './format';
import { type Locale, localeChosen, localeNow, setLocale } from './i18n';
import { forgetOutbox } from './outbox';
import { recall, remember } from './storage';

/** Who sits here, and what they may do. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<Me | null>(null);
  const about = shallowRef<ReplyOf<typeof platformApi.about> | null>(null);
  const demoPeople = shallowRef<readonly Person[]>([]);
  const capabilities = computed<ReadonlySet<Capability>>(() => new Set(me.value?.capabilities ?? []));
  /** The team whose board is shown: mine, or the one that who may see all teams chose in this tab. */
  const team = computed(
    () => me.value?.teams.find((x) => x.id === recall('session', 'team')) ?? me.value?.team ?? null,
  );
  /** The caller takes a fresh page. */
  const showTeam = (teamId: string): void => remember('session', 'team', teamId);
  const can = (capability: Capability): boolean => capabilities.value.has(capability);

  async function enter(who: Me): Promise<void> {
    // What one person left unsent must not go out in another's name.
    const before = recall('session', 'person');
    if (before !== null && before !== who.person.id) forgetOutbox();
    remember('session', 'person', who.person.id);
    me.value = who;
    setZone(who.organization.zone);
    // The people of a demo are made up: whoever tries one of them goes on reading in their own language.
    const own = localeChosen() || who.organization.demo ? localeNow() : who.person.locale;
    if (own !== localeNow()) await setLocale(own);
  }
  /** Asks who we are. True when somebody is signed in; who was and is not any more is shown the door. */
  async function load(): Promise<boolean> {
    const answer = await call(sessionsApi.me, {}).catch(() => null);
    if (!answer?.ok) return false;
    if (answer.reply.me) await enter(answer.reply.me);
    else if (me.value) signedOut();
    return answer.reply.me !== null;
  }
  async function loadAbout(): Promise<void> {
    const answer = await call(platformApi.about, {}).catch(() => null);
    if (answer?.ok) about.value = answer.reply;
  }
  async function loadDemoPeople(): Promise<void> {
    const answer = await call(sessionsApi.demoPeople, {}).catch(() => null);
    if (answer?.ok) demoPeople.value = answer.reply.people;
  }
  type Entry = Promise<Problem | null>;
  async function entering(asked: Promise<{ ok: true; reply: Me } | { ok: false; problem: Problem }>): Entry {
    const answer = await asked;
    if (!answer.ok) return answer.problem;
    await enter(answer.reply);
    return null;
  }
  const signIn = (email: string, password: string): Entry => entering(call(sessionsApi.signIn, { email, password }));
  const beDemo = (personId: string): Entry => entering(call(sessionsApi.demoSignIn, { personId }));
  const join = (input: InputOf<typeof sessionsApi.acceptInvite>): Entry =>
    entering(call(sessionsApi.acceptInvite, input));
  const resetPassword = (token: string, password: string): Entry =>
    entering(call(sessionsApi.resetPassword, { token, password }));
  /** The demo is gone and we are the first admin of a real company. The caller takes a fresh page. */
  const leaveDemo = (input: InputOf<typeof sessionsApi.leaveDemo>): Entry =>
    entering(call(sessionsApi.leaveDemo, input));

  async function signOut(): Promise<void> {
    await call(sessionsApi.signOut, {}).catch(() => null);
    forgetOutbox();
    remember('session', 'person', null);
    remember('session', 'team', null);
  }
  /** Switches the language here and, for the next time, on the server. */
  async function speak(locale: Locale): Promise<void> {
    await setLocale(locale, true);
    if (!me.value) return;
    me.value = { ...me.value, person: { ...me.value.person, locale } };
    await call(sessionsApi.updateMe, { locale }).catch(() => null);
  }
  async function takePart(inRankings: boolean): Promise<Problem | null> {
    const answer = await call(sessionsApi.updateMe, { inRankings });
    if (!answer.ok) return answer.problem;
    if (me.value) me.value = { ...me.value, person: { ...me.value.person, inRankings } };
    return null;
  }
  async function changePassword(current: string, next: string): Promise<Problem | null> {
    const answer = await call(sessionsApi.changePassword, { current, next });
    if (!answer.ok) return answer.problem;
    if (me.value) me.value = { ...me.value, person: { ...me.value.person, mustChangePassword: false } };
    return null;
  }
  return {
    me,
    about,
    demoPeople,
    capabilities,
    can,
    load,
    loadAbout,
    loadDemoPeople,
    signIn,
    beDemo,
    join,
    resetPassword,
    team,
    showTeam,
    leaveDemo,
    signOut,
    speak,
    takePart,
    changePassword,
  };
});
