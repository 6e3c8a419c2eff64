import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import {
  type AllocationProfile,
  type InquirySource,
  intakeApi,
  type OwnDomains,
} from '@tallyboard/contracts/inquiry-intake';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { type Answer, call } from '../../platform/call';

type In<K extends keyof typeof intakeApi> = InputOf<(typeof intakeApi)[K]>;
type Made = ReplyOf<typeof intakeApi.addSource>;

/** Where inquiries come in, and what decides whom they are given to. Null until the server has said it. */
export const useIntake = defineStore('inquiry-intake', () => {
  const sources = shallowRef<readonly InquirySource[] | null>(null);
  const profiles = shallowRef<readonly AllocationProfile[] | null>(null);
  const asked = shallowRef<readonly string[]>([]);
  const ownDomains = shallowRef<OwnDomains | null>(null);

  async function loadSources(teamId: string): Promise<void> {
    const answer = await call(intakeApi.sources, { teamId });
    if (answer.ok) sources.value = answer.reply.sources;
  }
  async function loadProfiles(teamId: string): Promise<void> {
    const answer = await call(intakeApi.profiles, { teamId });
    if (!answer.ok) return;
    profiles.value = answer.reply.profiles;
    asked.value = answer.reply.products;
  }
  /** Product lines to choose from: what colleagues have, then what buyers ask for. */
  const products = computed(() => [...new Set([...(profiles.value ?? []).flatMap((p) => p.products), ...asked.value])]);
  async function loadDomains(): Promise<void> {
    const answer = await call(intakeApi.ownDomains, {});
    if (answer.ok) ownDomains.value = answer.reply;
  }
  /** Over the list as it is shown; where it is another by now, that one is shown. */
  async function setDomains(domains: string[]): Promise<Answer<OwnDomains>> {
    const answer = await call(intakeApi.setOwnDomains, { domains, expectedVersion: ownDomains.value!.version });
    if (answer.ok) ownDomains.value = answer.reply;
    else if (answer.problem.code === 'inquiries.own_domains_stale')
      ownDomains.value = answer.problem['current'] as OwnDomains;
    return answer;
  }
  const keep = (source: InquirySource): void => {
    const others = sources.value ?? [];
    sources.value = others.some((s) => s.id === source.id)
      ? others.map((s) => (s.id === source.id ? source : s))
      : [...others, source];
  };
  async function keeping<R>(sent: Promise<Answer<R>>, of: (reply: R) => InquirySource): Promise<Answer<R>> {
    const answer = await sent;
    if (answer.ok) keep(of(answer.reply));
    else if (answer.problem.code === 'inquiries.stale' || answer.problem.code === 'inquiries.token_shown_once')
      keep(answer.problem['current'] as InquirySource);
    return answer;
  }
  const add = (input: In<'addSource'>, commandId: string): Promise<Answer<Made>> =>
    keeping(call(intakeApi.addSource, input, commandId), (r) => r.source);
  const change = (input: In<'changeSource'>, commandId: string): Promise<Answer<InquirySource>> =>
    keeping(call(intakeApi.changeSource, input, commandId), (r) => r);
  const renew = (input: In<'renewToken'>, commandId: string): Promise<Answer<Made>> =>
    keeping(call(intakeApi.renewToken, input, commandId), (r) => r.source);
  async function setProfile(input: In<'setProfile'>, commandId: string): Promise<Answer<AllocationProfile>> {
    const answer = await call(intakeApi.setProfile, input, commandId);
    if (answer.ok) profiles.value = (profiles.value ?? []).map((p) => (p.userId === input.userId ? answer.reply : p));
    return answer;
  }
  const importSheet = (input: In<'importSheet'>, commandId?: string) => call(intakeApi.importSheet, input, commandId);
  const form = (token: string) => call(intakeApi.form, { token });
  const receive = (input: In<'receive'>) => call(intakeApi.receive, input);
  return {
    sources,
    profiles,
    products,
    ownDomains,
    loadSources,
    loadProfiles,
    loadDomains,
    setDomains,
    add,
    change,
    renew,
    setProfile,
    importSheet,
    form,
    receive,
  };
});
