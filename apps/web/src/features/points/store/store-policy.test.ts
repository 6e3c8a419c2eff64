// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { setLocale } from '../../../platform/i18n';
import StorePolicy from './StorePolicy.vue';

type Policy = { monthlyCny: number | null; approveUpTo: number; version: number };
let sent: Partial<Policy & { expectedVersion: number }>[] = [];
let answers: { status: number; body: object }[] = [];
beforeAll(() => setLocale('zh-CN'));
beforeEach(() => {
  setActivePinia(createPinia());
  [sent, answers] = [[], []];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (!path.endsWith('/store/policy')) return new Response('{}', { status: 500 });
    sent.push(JSON.parse(init.body as string) as (typeof sent)[number]);
    const { status, body } = answers.shift()!;
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => vi.unstubAllGlobals());

test('what a colleague set meanwhile is not overwritten unseen', async () => {
  const policy: Policy = { monthlyCny: null, approveUpTo: 20, version: 1 };
  const dialog = mount(StorePolicy, { props: { policy }, global: { stubs: { teleport: true } } });
  const [, auto] = dialog.findAll('input');
  await auto!.setValue(30);
  const theirs: Policy = { monthlyCny: 5_000, approveUpTo: 20, version: 2 };
  await dialog.setProps({ policy: theirs });
  answers = [
    { status: 409, body: { type: 'x', status: 409, code: 'points.store_policy_changed', current: theirs } },
    { status: 200, body: { ...theirs, approveUpTo: 30, version: 3 } },
  ];
  await dialog.get('form').trigger('submit');
  await flushPromises();
  expect(sent).toMatchObject([{ monthlyCny: null, expectedVersion: 1 }]);
  expect(dialog.get('[role=alert]').text()).not.toBe('');
  await dialog.get('form').trigger('submit');
  await flushPromises();
  expect(sent[1]).toMatchObject({ monthlyCny: 5_000, approveUpTo: 30, expectedVersion: 2 });
});
