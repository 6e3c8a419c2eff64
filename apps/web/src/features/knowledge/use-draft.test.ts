// @vitest-environment happy-dom
import type { ItemText } from '@tallyboard/rules/knowledge/item';
import { NO_RETROSPECTIVE } from '@tallyboard/rules/knowledge/retrospective';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { effectScope, type EffectScope, nextTick } from 'vue';
import { useDraft } from './use-draft';

type Told = {
  method: string;
  path: string;
  key: string;
  body: { expectedVersion?: number; type?: string; text: ItemText };
};
let told: Told[] = [];
let answers: (() => Response)[] = [];
let scopes: EffectScope[] = [];
const text: ItemText = { title: 'L/C', body: 'Dates', language: 'en', market: null, stage: null, retrospective: null };
const detail = (version: number, words: Partial<ItemText> = {}) => ({
  ...{ id: 'i', version, type: 'checklist', state: 'draft', published: null, draft: { ...text, ...words } },
});
const ok = (reply: unknown) => () => new Response(JSON.stringify(reply), { status: 200 });
const refused = (status: number, problem: object) => () => new Response(JSON.stringify(problem), { status });
const lost = () => {
  throw new TypeError('network');
};

beforeEach(() => {
  vi.useFakeTimers();
  sessionStorage.clear();
  told = [];
  answers = [];
  scopes = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const key = (init.headers as Record<string, string>)['idempotency-key']!;
    told.push({ method: init.method!, path, key, body: JSON.parse(init.body as string) });
    return answers.shift()!();
  });
});
afterEach(() => {
  scopes.forEach((s) => s.stop());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function open(item: ReturnType<typeof detail> | null, who = 'lin') {
  const scope = effectScope();
  scopes.push(scope);
  const fresh = { type: 'checklist' as const, text: { ...text, title: '', body: '' } };
  return scope.run(() => useDraft(who, item as never, fresh))!;
}
const kept = (): number => Object.keys(sessionStorage).filter((k) => k.includes('knowledge-draft')).length;

test('it is saved a moment after the last letter, and nothing stays in the browser then', async () => {
  const draft = open(detail(1));
  draft.text.body = 'Dates,';
  await nextTick();
  expect([draft.state.value, kept()]).toEqual(['unsaved', 1]);
  draft.text.body = 'Dates, ports';
  answers = [ok(detail(2, { body: 'Dates, ports' }))];
  await vi.advanceTimersByTimeAsync(1_100);
  expect(told.map((x) => [x.method, x.body.expectedVersion, x.body.text.body])).toEqual([['PATCH', 1, 'Dates, ports']]);
  expect([draft.state.value, kept()]).toEqual(['saved', 0]);
});

test('a lost connection loses nothing: it goes out again as the same command, and what came later after it', async () => {
  const draft = open(null);
  draft.text.title = 'New';
  answers = [lost, ok(detail(1, { title: 'New', body: '' })), ok(detail(2, { title: 'Newer', body: '' }))];
  await vi.advanceTimersByTimeAsync(1_100);
  expect(draft.state.value).toBe('waiting');
  draft.text.title = 'Newer';
  await nextTick();
  window.dispatchEvent(new Event('online'));
  await vi.advanceTimersByTimeAsync(10);
  expect(told.map((x) => [x.method, x.body.text.title])).toEqual([
    ['POST', 'New'],
    ['POST', 'New'],
    ['PATCH', 'Newer'],
  ]);
  expect(told[0]!.key).toBe(told[1]!.key);
  expect([draft.state.value, kept()]).toEqual(['saved', 0]);
});

test('a reload brings back what was typed and not saved, to its writer alone', async () => {
  const draft = open(detail(1));
  draft.text.body = 'half a sent';
  await nextTick();
  answers = [ok(detail(2, { body: 'half a sent' }))];
  expect(open(detail(1), 'chen').text.body).toBe('Dates');
  const again = open(detail(1));
  expect(again.text.body).toBe('half a sent');
  await vi.advanceTimersByTimeAsync(10);
  expect(again.state.value).toBe('saved');
});

test('what was written elsewhere meanwhile is shown, and one chooses', async () => {
  const draft = open(detail(1));
  draft.text.body = 'mine';
  answers = [refused(409, { code: 'knowledge.stale', status: 409, current: detail(2, { body: 'theirs' }) })];
  await vi.advanceTimersByTimeAsync(1_100);
  expect([draft.state.value, draft.conflict.value?.draft?.body, draft.text.body]).toEqual([
    'conflict',
    'theirs',
    'mine',
  ]);
  answers = [ok(detail(3, { body: 'mine' }))];
  await draft.resolve('mine');
  expect(told.at(-1)!.body).toMatchObject({ expectedVersion: 2, text: { body: 'mine' } });
  expect(draft.state.value).toBe('saved');
});

test('that only its state moved is no conflict', async () => {
  const draft = open(detail(1));
  draft.text.body = 'mine';
  answers = [
    refused(409, { code: 'knowledge.stale', status: 409, current: detail(4) }),
    ok(detail(5, { body: 'mine' })),
  ];
  await vi.advanceTimersByTimeAsync(1_100);
  expect(told.map((x) => x.body.expectedVersion)).toEqual([1, 4]);
  expect(draft.state.value).toBe('saved');
});

test('a field of a case is saved like the rest, and what the server has is not changed by typing', async () => {
  const retrospective = { ...NO_RETROSPECTIVE, improvement: 'Ask first' };
  const draft = open(detail(1, { retrospective }));
  expect(draft.state.value).toBe('saved');
  draft.text.retrospective = { ...draft.text.retrospective!, improvement: 'Ask first, then quote' };
  await nextTick();
  expect([draft.state.value, retrospective.improvement]).toEqual(['unsaved', 'Ask first']);
  answers = [ok(detail(2))];
  await vi.advanceTimersByTimeAsync(1_100);
  expect(told.map((x) => x.body.text.retrospective?.improvement)).toEqual(['Ask first, then quote']);
  expect([draft.state.value, kept()]).toEqual(['saved', 0]);
});

test('a new draft whose answer was lost goes out again as the kind it was', async () => {
  const draft = open(null);
  draft.text.title = 'L/C';
  answers = [lost];
  await vi.advanceTimersByTimeAsync(1_100);
  draft.type.value = 'template';
  answers = [ok(detail(1, { title: 'L/C', body: '' }))];
  await vi.advanceTimersByTimeAsync(2_100);
  expect(told.map((x) => [x.key === told[0]!.key, x.body.type])).toEqual([
    [true, 'checklist'],
    [true, 'checklist'],
  ]);
  expect([draft.type.value, draft.state.value]).toEqual(['checklist', 'saved']);
});
