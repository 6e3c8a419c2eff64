import { type ItemDetail, knowledgeApi } from '@tallyboard/contracts/knowledge';
import type { Problem } from '@tallyboard/contracts/problems';
import { type ItemText, type ItemType, sameText } from '@tallyboard/rules/knowledge/item';
import { SENTENCES } from '@tallyboard/rules/knowledge/retrospective';
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue';
import { type Answer, call } from '../../platform/call';
import { newId } from '../../platform/ids';
import { recall, remember } from '../../platform/storage';

const CALM_MS = 1_000;
const AGAIN_MS = [2_000, 5_000, 15_000] as const;

/** What the server has: of which version, saying what. */
type Base = { id: string; version: number; text: ItemText };
/** What was sent and not answered: it goes out again as it was, so that it happens once. */
type Sent = { commandId: string; type: ItemType; text: ItemText; base: Base | null };
type Kept = { type: ItemType; text: ItemText; base: Base | null; sent: Sent | null };
export type DraftState = 'saved' | 'unsaved' | 'saving' | 'waiting' | 'conflict' | 'refused';

const isBlank = ({ title, body }: ItemText): boolean => title.trim() === '' && body.trim() === '';
/** As the server keeps it. */
const trimmed = ({ title, body, retrospective: r, ...rest }: ItemText): ItemText => ({
  ...rest,
  title: title.trim(),
  body: body.trim(),
  retrospective: r && { ...r, ...Object.fromEntries(SENTENCES.map((name) => [name, r[name].trim()])) },
});
const isSame = (a: ItemText, b: ItemText): boolean => sameText(trimmed(a), trimmed(b));
/** A text of its own: what is typed into it changes no other. */
const copyOf = (text: ItemText): ItemText => ({
  ...text,
  retrospective: text.retrospective && { ...text.retrospective },
});
const keyOf = (who: string, id: string | undefined): string => `knowledge-draft.${who}.${id ?? 'new'}`;

function recalled(key: string): Kept | null {
  try {
    return JSON.parse(recall('session', key) ?? 'null') as Kept | null;
  } catch {
    return null;
  }
}

/**
 * A draft that saves itself. What is not saved yet stays in this tab, over a lost connection and a reload; what was changed elsewhere is
 * shown and never written over unasked.
 */
export function useDraft(who: string, item: ItemDetail | null, fresh: { type: ItemType; text: ItemText }) {
  const kept = recalled(keyOf(who, item?.id));
  const onServer: Base | null = item && { id: item.id, version: item.version, text: item.draft ?? item.published! };
  const type = ref<ItemType>(kept?.type ?? item?.type ?? fresh.type);
  const text = reactive<ItemText>(copyOf(kept?.text ?? onServer?.text ?? fresh.text));
  const saved = shallowRef<ItemDetail | null>(item);
  const base = shallowRef<Base | null>(kept ? kept.base : onServer);
  const conflict = shallowRef<ItemDetail | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref<'no' | 'saving' | 'waiting'>('no');
  let sent: Sent | null = kept?.sent ?? null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<boolean> | null = null;
  let tries = 0;

  const isSaved = computed(() => (base.value ? isSame(text, base.value.text) : isBlank(text)));
  const state = computed<DraftState>(() => {
    if (conflict.value) return 'conflict';
    if (problem.value) return 'refused';
    if (busy.value !== 'no') return busy.value;
    return isSaved.value ? 'saved' : 'unsaved';
  });

  function keep(): void {
    const nothing = isSaved.value && sent === null;
    const now: Kept = { type: type.value, text: copyOf(text), base: base.value, sent };
    remember('session', keyOf(who, base.value?.id), nothing ? null : JSON.stringify(now));
  }
  const soon = (ms: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), ms);
  };
  /** Saves a draft that has nothing in it yet, so that it has an id. */
  const create = async (): Promise<boolean> => {
    if (!base.value) sent ??= { commandId: newId(), type: type.value, text: copyOf(text), base: null };
    return save();
  };
  /** Saves what is there; false when it could not be. */
  const save = (): Promise<boolean> =>
    (running ??= send().finally(() => {
      running = null;
    }));

  async function send(): Promise<boolean> {
    clearTimeout(timer);
    while (!conflict.value && (sent !== null || !isSaved.value)) {
      sent ??= { commandId: newId(), type: type.value, text: copyOf(text), base: base.value };
      busy.value = 'saving';
      problem.value = null;
      keep();
      let answer: Answer<ItemDetail>;
      try {
        answer = await ask(sent);
      } catch {
        busy.value = 'waiting';
        soon(AGAIN_MS[Math.min(tries, AGAIN_MS.length - 1)]!);
        tries += 1;
        return false;
      }
      tries = 0;
      if (!heard(answer, sent)) {
        busy.value = 'no';
        keep();
        return false;
      }
    }
    busy.value = 'no';
    keep();
    return !conflict.value;
  }
  const ask = ({ base: on, type: of, text: words, commandId }: Sent): Promise<Answer<ItemDetail>> =>
    on
      ? call(knowledgeApi.write, { id: on.id, expectedVersion: on.version, text: words }, commandId)
      : call(knowledgeApi.create, { type: of, text: words }, commandId);
  /** Whether one may go on. */
  function heard(answer: Answer<ItemDetail>, was: Sent): boolean {
    sent = null;
    if (answer.ok) {
      if (!base.value) remember('session', keyOf(who, undefined), null);
      type.value = answer.reply.type;
      base.value = { id: answer.reply.id, version: answer.reply.version, text: was.text };
      saved.value = answer.reply;
      return true;
    }
    const now = answer.problem['current'] as ItemDetail | undefined;
    const theirs = now?.draft;
    if (!now || !theirs || !base.value) {
      problem.value = answer.problem;
      return false;
    }
    saved.value = now;
    // Its state moved, or an answer was lost: nobody wrote anything else.
    if (isSame(theirs, base.value.text) || isSame(theirs, was.text)) {
      base.value = { id: now.id, version: now.version, text: theirs };
      return true;
    }
    conflict.value = now;
    return false;
  }
  /** Of two texts the one that shall stand. */
  function resolve(which: 'theirs' | 'mine'): Promise<boolean> {
    const now = conflict.value;
    if (!now) return save();
    base.value = { id: now.id, version: now.version, text: now.draft! };
    conflict.value = null;
    if (which === 'theirs') Object.assign(text, copyOf(now.draft!));
    return save();
  }

  watch([text, type], () => {
    problem.value = null;
    keep();
    if (!conflict.value) soon(CALM_MS);
  });
  const online = (): void => void save();
  addEventListener('online', online);
  onScopeDispose(() => {
    removeEventListener('online', online);
    clearTimeout(timer);
    // Leaving the editor saves at once; should that fail, this tab still has it.
    if (!conflict.value) void save().finally(() => clearTimeout(timer));
  });
  if (kept) void save();
  return { type, text, saved, state, conflict, problem, save, create, resolve };
}
