// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { beforeAll, expect, test, vi } from 'vitest';
import { setLocale } from '../../platform/i18n';
import MarkdownField from './MarkdownField.vue';

beforeAll(() => setLocale('zh-CN'));
function dropped(on: EventTarget, types: string[]): Event {
  const event = new Event('drop', { bubbles: true, cancelable: true });
  Object.assign(event, { dataTransfer: { types, files: types.includes('Files') ? [new File(['x'], 'a.png')] : [] } });
  on.dispatchEvent(event);
  return event;
}

test('a file dropped beside the text goes into it, and the page stays', async () => {
  const upload = vi.fn(async () => '![a.png](/a)');
  const field = mount(MarkdownField, { props: { modelValue: '', upload }, attachTo: document.body });
  expect(field.text()).toContain(zhCN.knowledge.bold);
  expect(dropped(field.get('.preview').element, ['Files']).defaultPrevented).toBe(true);
  await flushPromises();
  expect(field.get('textarea').element.value).toBe('![a.png](/a)');
  expect(dropped(document.body, ['Files']).defaultPrevented).toBe(true);
  expect(upload).toHaveBeenCalledTimes(2);
  // Words that are dragged are the browser's.
  expect(dropped(field.get('textarea').element, ['text/plain']).defaultPrevented).toBe(false);
  field.unmount();
  expect(dropped(document.body, ['Files']).defaultPrevented).toBe(false);
});
