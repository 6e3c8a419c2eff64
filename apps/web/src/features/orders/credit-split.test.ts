// @vitest-environment happy-dom
import type { Person } from '@tallyboard/contracts/people';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { flushPromises, mount } from '@vue/test-utils';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { setLocale } from '../../platform/i18n';
import type { FieldAnswer } from '../../ui/field-answer';
import CreditSplit from './CreditSplit.vue';

beforeAll(() => setLocale('zh-CN'));
const person = (id: string, name: string): [string, Person] => [
  id,
  { id, name, nameEn: name, hue: 0, roles: ['sales'], active: true },
];
const people = new Map([person('l', '林晓雯'), person('w', '吴桐'), person('s', '沈一诺')]);
const LIN = [{ userId: 'l', percent: 100 }];
const HALVES = [
  { userId: 'l', percent: 50 },
  { userId: 'w', percent: 50 },
];

function open(answer: (n: number) => FieldAnswer | Promise<FieldAnswer> = () => '') {
  const save = vi.fn(async () => answer(save.mock.calls.length));
  const split = mount(CreditSplit, { props: { credit: LIN, people, save } });
  return {
    split,
    save,
    shown: () => split.findAll('input').map((i) => i.element.value),
    percent: (i: number, text: string) => split.findAll('input')[i]!.setValue(text),
    add: (id: string) => split.get('select').setValue(id),
    press: async (text: string) => {
      await split
        .findAll('button')
        .find((b) => b.text() === text)!
        .trigger('click');
      await flushPromises();
    },
  };
}
async function edited(answer?: (n: number) => FieldAnswer | Promise<FieldAnswer>) {
  const at = open(answer);
  await at.percent(0, '60');
  await at.add('s');
  return at;
}

test('the order read again while shares are being entered leaves them as they are', async () => {
  const { split, shown } = await edited();
  expect(shown()).toEqual(['60', '40']);
  await split.setProps({ credit: LIN.map((c) => ({ ...c })) });
  expect(shown()).toEqual(['60', '40']);
});

test('unedited shares follow the order', async () => {
  const { split, shown } = open();
  await split.setProps({ credit: HALVES });
  expect(shown()).toEqual(['50', '50']);
});

test('what is saved is let go of, what is refused stays with the reason', async () => {
  const { split, save, shown, press } = await edited((n) => (n === 1 ? '不行' : ''));
  await press(zhCN.app.save);
  expect([shown(), split.get('[role=alert]').text()]).toEqual([['60', '40'], '不行']);
  await press(zhCN.app.save);
  const mine = [
    { userId: 'l', percent: 60 },
    { userId: 's', percent: 40 },
  ];
  expect(save.mock.calls).toEqual([
    [mine, LIN],
    [mine, LIN],
  ]);
  await split.setProps({ credit: mine });
  expect(split.findAll('button').map((b) => b.text())).not.toContain(zhCN.app.save);
});

test('only whole shares that make a hundred are sent, and cancelling takes them back', async () => {
  const { split, save, percent, add, press, shown } = open();
  const blocked = () => split.get<HTMLButtonElement>('button.main').element.disabled;
  await percent(0, '60');
  expect(blocked()).toBe(true);
  await add('s');
  expect(blocked()).toBe(false);
  for (const text of ['', '0', '59.5', '61']) {
    await percent(0, text);
    expect([text, blocked()]).toEqual([text, true]);
  }
  await split.findAll('input')[0]!.trigger('keydown', { key: 'Enter' });
  expect(save).not.toHaveBeenCalled();
  await press(zhCN.app.cancel);
  expect(shown()).toEqual(['100']);
});

test('edited on while a slow save is under way: the later shares stay, and are saved over the saved ones', async () => {
  let done = (_: FieldAnswer): void => undefined;
  const { split, save, percent, press, shown } = await edited(() => new Promise((resolve) => (done = resolve)));
  await press(zhCN.app.save);
  await percent(0, '70');
  await percent(1, '30');
  done('');
  await split.setProps({ credit: save.mock.calls[0]![0 as never] });
  await flushPromises();
  expect(shown()).toEqual(['70', '30']);
  await press(zhCN.app.save);
  expect(save.mock.calls[1]).toEqual([
    [
      { userId: 'l', percent: 70 },
      { userId: 's', percent: 30 },
    ],
    save.mock.calls[0]![0 as never],
  ]);
});

describe('a colleague changed the shares meanwhile', () => {
  async function conflicted() {
    const at = await edited((n) => (n === 1 ? { changedBy: '吴桐' } : ''));
    await at.split.setProps({ credit: HALVES });
    await at.press(zhCN.app.save);
    return at;
  }
  test('mine stay entered, and theirs are shown with who they are from', async () => {
    const { split, shown } = await conflicted();
    expect(shown()).toEqual(['60', '40']);
    expect(split.get('[role=alert]').text()).toContain('吴桐');
    expect(split.get('q').text()).toBe('林晓雯 50% · 吴桐 50%');
  });
  test('keeping theirs lets go of mine and sends nothing', async () => {
    const { shown, press, save } = await conflicted();
    await press(zhCN.app.keep_theirs);
    expect(shown()).toEqual(['50', '50']);
    expect(save).toHaveBeenCalledTimes(1);
  });
  test('using mine saves them over theirs, knowingly', async () => {
    const { split, press, save } = await conflicted();
    await press(zhCN.app.use_mine);
    expect(save.mock.calls.at(-1)).toEqual([
      [
        { userId: 'l', percent: 60 },
        { userId: 's', percent: 40 },
      ],
      HALVES,
    ]);
    expect(split.find('[role=alert]').exists()).toBe(false);
  });
});
