// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { setLocale } from '../platform/i18n';
import type { FieldAnswer } from './field-answer';
import InlineField from './InlineField.vue';

beforeAll(() => setLocale('zh-CN'));
const open = (save: (text: string, base: string) => Promise<FieldAnswer>) => {
  const field = mount(InlineField, { props: { label: 'Amount', value: '45200.00', save } });
  const input = field.get('input');
  const type = async (text: string): Promise<void> => {
    await input.setValue(text);
    await input.trigger('keydown', { key: 'Enter' });
    await flushPromises();
  };
  return { field, input, type };
};

test('what is refused stays as it was typed, marked and explained, until it is right', async () => {
  const save = vi.fn(async (text: string) => (text === 'abc' ? 'Not an amount' : ''));
  const { field, input, type } = open(save);
  await type('abc');
  expect(input.element.value).toBe('abc');
  expect(input.attributes('aria-invalid')).toBe('true');
  expect(field.get('[role=alert]').text()).toBe('Not an amount');
  await input.trigger('blur');
  expect(save).toHaveBeenCalledTimes(1);
  await type('50');
  expect(save).toHaveBeenLastCalledWith('50', '45200.00');
  expect(input.attributes('aria-invalid')).toBeUndefined();
});
test('Escape takes back what was typed and its mark', async () => {
  const { field, input, type } = open(async () => 'Not an amount');
  await type('abc');
  await input.trigger('keydown', { key: 'Escape' });
  expect(input.element.value).toBe('45200.00');
  expect(field.find('[role=alert]').exists()).toBe(false);
});
test('Enter and the leaving that follows ask once', async () => {
  let answer = (_: string): void => undefined;
  const save = vi.fn(() => new Promise<string>((resolve) => (answer = resolve)));
  const { input } = open(save);
  await input.setValue('50');
  await input.trigger('keydown', { key: 'Enter' });
  await input.trigger('blur');
  answer('');
  await flushPromises();
  expect(save).toHaveBeenCalledTimes(1);
});
test('what is typed on while a save is under way is saved after it, when the field is left', async () => {
  const answers: ((wrong: string) => void)[] = [];
  const save = vi.fn((_: string) => new Promise<string>((resolve) => answers.push(resolve)));
  const { field, input } = open(save);
  await input.setValue('50');
  await input.trigger('keydown', { key: 'Enter' });
  await input.setValue('5000');
  await input.trigger('blur');
  expect(save).toHaveBeenCalledTimes(1);
  answers.shift()!('');
  await field.setProps({ value: '50' });
  await flushPromises();
  expect(save.mock.calls).toEqual([
    ['50', '45200.00'],
    ['5000', '50'],
  ]);
  expect(input.element.value).toBe('5000');
  answers.shift()!('');
  await field.setProps({ value: '5000' });
  await flushPromises();
  expect(save).toHaveBeenCalledTimes(2);
  expect(input.element.value).toBe('5000');
});

describe('a colleague changed the field meanwhile', () => {
  async function conflicted() {
    const save = vi.fn(async (_: string, base: string) => (base === '45200.00' ? { changedBy: '吴桐' } : ''));
    const at = open(save);
    await at.input.setValue('50');
    await at.field.setProps({ value: '60' });
    await at.input.trigger('blur');
    await flushPromises();
    return { ...at, save, choose: (text: string) => at.field.findAll('button').find((b) => b.text() === text)! };
  }
  test('mine stays typed, and theirs is shown with who wrote it', async () => {
    const { field, input } = await conflicted();
    expect(input.element.value).toBe('50');
    expect(field.get('[role=alert]').text()).toContain('吴桐');
    expect(field.get('q').text()).toBe('60');
  });
  test('keeping theirs lets go of mine and sends nothing', async () => {
    const { input, choose, save } = await conflicted();
    await choose(zhCN.app.keep_theirs).trigger('click');
    expect(input.element.value).toBe('60');
    expect(save).toHaveBeenCalledTimes(1);
  });
  test('using mine saves it over theirs, knowingly', async () => {
    const { field, choose, save } = await conflicted();
    await choose(zhCN.app.use_mine).trigger('click');
    await flushPromises();
    expect(save.mock.calls.at(-1)).toEqual(['50', '60']);
    expect(field.find('[role=alert]').exists()).toBe(false);
  });
});
