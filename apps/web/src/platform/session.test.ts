// @vitest-environment happy-dom
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { localeNow, setLocale } from './i18n';
import { useSession } from './session';

const me = (demo: boolean): object => ({
  person: { id: 'lin', name: '林晓雯', nameEn: 'Lin Xiaowen', locale: 'zh-CN' },
  capabilities: [],
  team: { id: 'one', name: 'One' },
  teams: [],
  organization: { name: 'O', zone: 'Asia/Shanghai', demo },
});
let demo = false;
beforeEach(async () => {
  setActivePinia(createPinia());
  localStorage.clear();
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(me(demo))));
  await setLocale('en');
});
afterEach(() => vi.unstubAllGlobals());

test('who comes in reads in the language of their own, unless this device has chosen one', async () => {
  demo = false;
  await useSession().signIn('lin@example.com', 'secret');
  expect(localeNow()).toBe('zh-CN');
  await setLocale('en', true);
  await useSession().signIn('lin@example.com', 'secret');
  expect(localeNow()).toBe('en');
});
test('who tries a person of the demo goes on in the language of the door', async () => {
  demo = true;
  await useSession().beDemo('lin');
  expect(localeNow()).toBe('en');
});
