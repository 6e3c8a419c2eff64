// @vitest-environment happy-dom
import type { ItemDetail } from '@tallyboard/contracts/knowledge';
import { zhCN } from '@tallyboard/locale/zh-cn';
import { mount } from '@vue/test-utils';
import { createPinia } from 'pinia';
import { beforeAll, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import ItemView from './ItemView.vue';

beforeAll(() => setLocale('zh-CN'));
const words = (title: string) => ({
  ...{ title, body: 'B', language: 'zh-CN', market: null, stage: null, retrospective: null },
});
const waiting = {
  ...{ id: 'a', version: 2, type: 'checklist', state: 'in_review', authorId: 'lin', revision: 1, title: 'T' },
  ...{ published: null, draft: words('T'), returned: null, editions: [], flags: [], colleagues: [], people: [] },
  ...{ answerList: [], offshoots: [], from: null, learned: null, caseOrder: null, orderId: null, neglectedAt: null },
  ...{ reviewedBy: null, publishedAt: null, verifyBy: null, verifierId: null, may: ['review'] },
} as unknown as ItemDetail;
const shown = (item: ItemDetail, meId: string) =>
  mount(ItemView, {
    props: { item, shut: false, meId, to: () => '/' },
    global: { plugins: [createPinia()], stubs: { RouterLink: true, ItemUses: true, HelpfulBar: true } },
  });

test('what is recalled while a note is written offers nothing any more, and keeps the note readable', async () => {
  const view = shown(waiting, 'zhou');
  await view.findAll('.review button')[1]!.trigger('click');
  await view.get('textarea').setValue('请补充海关编码');
  await view.setProps({ shut: true });
  expect(view.get('[role=alert]').text()).toBe(zhCN.knowledge.shut_review);
  expect(view.get('textarea').element.value).toBe('请补充海关编码');
  expect(view.get('textarea').attributes('readonly')).toBeDefined();
  expect(view.findAll('button')).toEqual([]);
});

test('whoever wrote a new edition sees it, and which one the pool shows', async () => {
  const item = { ...waiting, state: 'published', published: words('Old'), draft: words('New'), may: ['write'] };
  const view = shown(item as ItemDetail, 'lin');
  expect(view.get('h2').text()).toBe('New');
  expect(view.get('.note').text()).toContain('第 1 版');
  await view.get('.other').trigger('click');
  expect(view.get('h2').text()).toBe('Old');
});
