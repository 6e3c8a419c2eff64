// @vitest-environment happy-dom
import { mount, RouterLinkStub } from '@vue/test-utils';
import { nextTick } from 'vue';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { liveState } from '../../platform/live-state';
import LiveIndicator from './LiveIndicator.vue';

beforeEach(async () => {
  await setLocale('en');
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test('grey for a moment it only says so; grey for long it leads to the reason, until it is live again', async () => {
  const shown = mount(LiveIndicator, { global: { stubs: { RouterLink: RouterLinkStub } } });
  const link = () => shown.findComponent(RouterLinkStub);
  vi.advanceTimersByTime(14_000);
  await nextTick();
  expect(link().exists()).toBe(false);
  vi.advanceTimersByTime(2_000);
  await nextTick();
  expect([link().text(), link().props('to')]).toEqual(['Find out why', { name: 'diagnose' }]);
  liveState.fresh('2026-11-25T08:00:00Z');
  await nextTick();
  expect(link().exists()).toBe(false);
  liveState.lost();
  await nextTick();
  vi.advanceTimersByTime(16_000);
  await nextTick();
  expect(link().exists()).toBe(true);
  shown.unmount();
});
