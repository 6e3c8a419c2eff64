// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { beforeAll, expect, test } from 'vitest';
import { nextTick } from 'vue';
import { setLocale } from '../platform/i18n';
import ModalDialog from './ModalDialog.vue';

beforeAll(() => setLocale('zh-CN'));
function shown(passing = false) {
  const box = mount(ModalDialog, { props: { title: 'T', passing }, slots: { default: '<input>' } });
  const dialog = [...document.querySelectorAll('dialog')].at(-1)!;
  const type = (): unknown => dialog.querySelector('input')!.dispatchEvent(new Event('input', { bubbles: true }));
  const beside = (): unknown => dialog.dispatchEvent(new MouseEvent('mousedown', { bubbles: true }));
  const escape = (): boolean => dialog.dispatchEvent(new Event('cancel', { cancelable: true }));
  return { box, dialog, type, beside, escape, closed: () => box.emitted('close')?.length ?? 0 };
}

test('what was typed is not thrown away by a press beside it, and Escape asks once more', async () => {
  const { box, dialog, type, beside, escape, closed } = shown();
  type();
  beside();
  expect(closed()).toBe(0);
  expect(escape()).toBe(false);
  await nextTick();
  expect(dialog.querySelector('[role=alert]')!.textContent).toBe(zhCN.app.escape_again);
  expect(escape()).toBe(true);
  box.unmount();
});
test('with nothing typed, or where it is worth nothing, a dialog is left at once', () => {
  const untouched = shown();
  expect(untouched.escape()).toBe(true);
  untouched.beside();
  expect(untouched.closed()).toBe(1);
  const passing = shown(true);
  passing.type();
  expect(passing.escape()).toBe(true);
  passing.beside();
  expect(passing.closed()).toBe(1);
});
