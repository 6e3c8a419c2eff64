// @vitest-environment happy-dom
import { flushPromises, mount } from '@vue/test-utils';
import { expect, test, vi } from 'vitest';
import InlineField from './InlineField.vue';

const open = (save: (text: string) => Promise<string>) => {
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
  expect(save).toHaveBeenLastCalledWith('50');
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
  expect(save.mock.calls).toEqual([['50'], ['5000']]);
  expect(input.element.value).toBe('5000');
  answers.shift()!('');
  await field.setProps({ value: '5000' });
  await flushPromises();
  expect(save).toHaveBeenCalledTimes(2);
  expect(input.element.value).toBe('5000');
});
