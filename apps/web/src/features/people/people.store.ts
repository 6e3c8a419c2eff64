import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { linksApi, type OpenLink } from '@tallyboard/contracts/links';
import { type Member, peopleApi, type Team } from '@tallyboard/contracts/people';
import { type Device, screensApi } from '@tallyboard/contracts/screens';
import { sessionsApi } from '@tallyboard/contracts/sessions';
import { defineStore } from 'pinia';
import { computed, shallowReactive, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

/** Members, teams, open links and paired screens, as those who manage them see them. */
export const usePeople = defineStore('people', () => {
  const members = shallowReactive(new Map<string, Member>());
  const teams = shallowRef<readonly Team[]>([]);
  const devices = shallowRef<readonly Device[]>([]);
  /** Null until the server has said it. */
  const links = shallowRef<readonly OpenLink[] | null>(null);
  const list = computed(() => [...members.values()]);

  async function load(): Promise<Answer<ReplyOf<typeof peopleApi.list>>> {
    const answer = await call(peopleApi.list, {});
    if (answer.ok) {
      teams.value = answer.reply.teams;
      members.clear();
      for (const m of answer.reply.people) members.set(m.id, m);
    }
    return answer;
  }
  /** A change does not tell when somebody was last seen: that stays as it was read. */
  async function keeping(asked: Promise<Answer<Member>>): Promise<Answer<Member>> {
    const answer = await asked;
    if (!answer.ok) return answer;
    const { id, lastSeenAt } = answer.reply;
    members.set(id, { ...answer.reply, lastSeenAt: lastSeenAt ?? members.get(id)?.lastSeenAt ?? null });
    return answer;
  }
  const change = (input: InputOf<typeof peopleApi.change>): Promise<Answer<Member>> =>
    keeping(call(peopleApi.change, input));
  const transfer = (input: InputOf<typeof peopleApi.transfer>): Promise<Answer<Member>> =>
    keeping(call(peopleApi.transfer, input));
  const setActive = (m: Member, active: boolean): Promise<Answer<Member>> =>
    keeping(call(active ? peopleApi.enable : peopleApi.disable, { id: m.id, expectedVersion: m.version }));
  async function createTeam(name: string): Promise<Answer<Team>> {
    const answer = await call(peopleApi.createTeam, { name });
    if (answer.ok) teams.value = [...teams.value, answer.reply];
    return answer;
  }
  type LinkAnswer = Answer<ReplyOf<typeof sessionsApi.invite>>;
  async function loadLinks(): Promise<Answer<ReplyOf<typeof linksApi.open>>> {
    const answer = await call(linksApi.open, {});
    if (answer.ok) links.value = answer.reply.links;
    return answer;
  }
  /** Whatever came of it, which links are open is read again: somebody may have used one meanwhile. */
  async function changingLinks<R>(asked: Promise<Answer<R>>): Promise<Answer<R>> {
    const answer = await asked;
    await loadLinks().catch(() => null);
    return answer;
  }
  const invite = (input: InputOf<typeof sessionsApi.invite>): Promise<LinkAnswer> =>
    changingLinks(call(sessionsApi.invite, input));
  const withdraw = ({ kind, id }: OpenLink): Promise<Answer<unknown>> =>
    changingLinks(call(kind === 'invite' ? linksApi.withdrawInvite : linksApi.withdrawReset, { id }));
  const renew = (link: OpenLink): Promise<LinkAnswer> =>
    link.kind === 'invite' ? changingLinks(call(linksApi.renewInvite, { id: link.id })) : resetLink(link.userId);
  const seeInvite = (token: string): Promise<Answer<ReplyOf<typeof sessionsApi.seeInvite>>> =>
    call(sessionsApi.seeInvite, { token });

  const resetLink = (id: string): Promise<LinkAnswer> => changingLinks(call(sessionsApi.resetLink, { id }));
  const seeReset = (token: string): Promise<Answer<ReplyOf<typeof sessionsApi.seeReset>>> =>
    call(sessionsApi.seeReset, { token });

  async function loadDevices(): Promise<Answer<ReplyOf<typeof screensApi.devices>>> {
    const answer = await call(screensApi.devices, {});
    if (answer.ok) devices.value = answer.reply.devices;
    return answer;
  }
  const seePairing = (code: string): Promise<Answer<ReplyOf<typeof screensApi.seePairing>>> =>
    call(screensApi.seePairing, { code });
  async function approve(input: InputOf<typeof screensApi.approvePairing>): Promise<Answer<Device>> {
    const answer = await call(screensApi.approvePairing, input);
    if (answer.ok) devices.value = [answer.reply, ...devices.value];
    return answer;
  }
  async function revoke(id: string): Promise<Answer<unknown>> {
    const answer = await call(screensApi.revokeDevice, { id });
    if (answer.ok) devices.value = devices.value.filter((d) => d.id !== id);
    return answer;
  }
  return {
    list,
    teams,
    devices,
    links,
    load,
    change,
    transfer,
    setActive,
    createTeam,
    loadLinks,
    invite,
    withdraw,
    renew,
    seeInvite,
    resetLink,
    seeReset,
    loadDevices,
    seePairing,
    approve,
    revoke,
  };
});
