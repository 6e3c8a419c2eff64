import type { InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { ruleLabApi, type RuleView, type TrialView } from '@tallyboard/contracts/rule-lab';
import type { DraftedId } from '@tallyboard/rules/points/lab/draft';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { type Answer, call } from '../../../platform/call';
import { newId } from '../../../platform/ids';

type Rules = ReplyOf<typeof ruleLabApi.rules>;
export type Params = Readonly<Record<string, number>>;
const PROGRESS_MS = 400;

/** The rules, a draft of them, and what the draft would have come to. */
export const useLab = defineStore('rule-lab', () => {
  const rules = shallowRef<Rules | null>(null);
  /** Parameters as they are in the form, of rules that differ from what is in force or to come. */
  const draft = shallowRef<ReadonlyMap<DraftedId, Params>>(new Map());
  const trial = shallowRef<TrialView | null>(null);
  const running = shallowRef<{ done: number | null; of: number | null } | null>(null);
  let run: AbortController | null = null;

  const baseOf = (rule: RuleView): Params => rule.scheduled?.params ?? rule.params;
  const drafted = computed(() => Object.fromEntries(draft.value) as InputOf<typeof ruleLabApi.schedule>['draft']);

  async function load(): Promise<void> {
    const answer = await call(ruleLabApi.rules, {});
    if (answer.ok) rules.value = answer.reply;
  }
  function set(rule: RuleView, name: string, value: number): void {
    const params = { ...(draft.value.get(rule.ruleId) ?? baseOf(rule)), [name]: value };
    const next = new Map(draft.value);
    const base = baseOf(rule);
    if (Object.keys(params).every((key) => params[key] === base[key])) next.delete(rule.ruleId);
    else next.set(rule.ruleId, params);
    draft.value = next;
  }
  function reset(): void {
    draft.value = new Map();
    trial.value = null;
  }
  /** Another season is another question: what an earlier one came to would be taken for its answer. */
  function turnTo(season: string): void {
    stop();
    if (season !== trial.value?.season.code) trial.value = null;
  }

  /** Replays a season; the answer of a run that was stopped is dropped. */
  async function tryOut(teamId: string, season: string): Promise<Answer<TrialView> | null> {
    stop();
    const mine = (run = new AbortController());
    const runId = newId();
    running.value = { done: null, of: null };
    const watch = setInterval(() => {
      void call(ruleLabApi.progress, { runId }).then(
        (answer) => {
          if (answer.ok && run === mine) running.value = answer.reply;
        },
        () => null,
      );
    }, PROGRESS_MS);
    try {
      const input = { runId, teamId, season, draft: drafted.value };
      const answer = await call(ruleLabApi.tryDraft, input, undefined, mine.signal);
      if (run !== mine) return null;
      if (answer.ok) trial.value = answer.reply;
      return answer;
    } catch (error) {
      if (mine.signal.aborted) return null;
      throw error;
    } finally {
      clearInterval(watch);
      if (run === mine) {
        run = null;
        running.value = null;
      }
    }
  }
  function stop(): void {
    run?.abort();
    run = null;
    running.value = null;
  }

  async function schedule(note: string, commandId: string): Promise<Answer<ReplyOf<typeof ruleLabApi.schedule>>> {
    const answer = await call(ruleLabApi.schedule, { draft: drafted.value, note }, commandId);
    if (answer.ok) {
      reset();
      await load();
    }
    return answer;
  }
  async function unschedule(ruleId: DraftedId): Promise<Answer<ReplyOf<typeof ruleLabApi.unschedule>>> {
    const answer = await call(ruleLabApi.unschedule, { ruleId });
    if (answer.ok) await load();
    return answer;
  }
  return { rules, draft, trial, running, load, set, reset, turnTo, tryOut, stop, schedule, unschedule, baseOf };
});
