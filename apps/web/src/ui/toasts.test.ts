// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { expect, test } from 'vitest';
import { nextTick, ref } from 'vue';
import { setLocale, t } from '../platform/i18n';
import ToastStack from './ToastStack.vue';
import { showToast } from './toasts';

test('a toast that is shown follows the language', async () => {
  await setLocale('zh-CN');
  const stack = mount(ToastStack, { props: { closeLabel: '' } });
  const action = { label: () => t('orders.undo'), run: () => undefined };
  showToast({ id: 'a', text: () => t('orders.saved', { no: 'YD-1' }), action });
  await nextTick();
  expect(stack.text()).toContain('YD-1 已保存');
  await setLocale('en');
  await nextTick();
  expect(stack.text()).toContain(t('orders.saved', { no: 'YD-1' }));
  expect(stack.text()).toContain('Undo');
  expect(stack.text()).not.toContain('已保存');
});

test('keys are told only by the toast that they would undo', async () => {
  const newest = ref('b');
  const stack = mount(ToastStack, { props: { closeLabel: '' } });
  for (const id of ['b', 'c']) {
    const action = { label: () => id, keys: () => (newest.value === id ? 'Ctrl Z' : ''), run: () => undefined };
    showToast({ id, text: () => id, action });
  }
  await nextTick();
  const told = (): string[] => stack.findAll('.act').map((button) => button.text());
  expect(told().slice(-2)).toEqual(['bCtrl Z', 'c']);
  newest.value = 'c';
  await nextTick();
  expect(told().slice(-2)).toEqual(['b', 'cCtrl Z']);
});
