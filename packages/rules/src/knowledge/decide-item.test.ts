import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capability } from '../people/capabilities.js';
import {
  decidePublish,
  decideRecall,
  decideReturn,
  decideSubmit,
  decideWithdraw,
  decideWrite,
  type ItemActor,
  newItem,
  seesDraft,
} from './decide-item.js';
import { isUnverified, type Item, type ItemText } from './item.js';

const as = (userId: string, capabilities: Capability[] = ['knowledge.write']): ItemActor => ({
  userId,
  capabilities: new Set(capabilities),
  now: '2026-11-26T02:00:00.000Z',
  today: '2026-11-26',
});
const [lin, chen, boss] = [as('lin'), as('chen'), as('boss', ['knowledge.write', 'knowledge.manage'])];
const text: ItemText = {
  ...{ title: '信用证审核要点', body: '一、看有效期', language: 'zh-CN' },
  ...{ market: null, stage: null, retrospective: null },
};
const draft = newItem('i1', 't1', 'checklist', text, lin);
const must = (outcome: ReturnType<typeof decideSubmit>): Item => {
  if (!outcome.ok) throw new Error(outcome.code);
  return outcome.value;
};
const submitted = must(decideSubmit(draft, lin, 1));
const published = must(decidePublish(submitted, chen, 2));

test('a draft is written, looked at by somebody else, and published with the day until which it counts as checked', () => {
  expect(published).toMatchObject({ state: 'published', published: text, revision: 1, reviewedBy: 'chen' });
  expect(published.verifyBy).toBe('2027-05-25');
  expect([isUnverified(published, '2027-05-25'), isUnverified(published, '2027-05-26')]).toEqual([false, true]);
});

test.each([
  ['nobody reviews their own', decidePublish(submitted, lin, 2), 'knowledge.own_item'],
  ['nor sends it back', decideReturn(submitted, 'no', lin, 2), 'knowledge.own_item'],
  ['nobody writes in the item of another', decideWrite(draft, text, chen, 1), 'knowledge.not_yours'],
  ['a manager neither', decideWrite(draft, text, boss, 1), 'knowledge.not_yours'],
  ['what is in review stays as it is', decideWrite(submitted, text, lin, 2), 'knowledge.in_review'],
  ['on an old version nothing is decided', decidePublish(submitted, chen, 1), 'knowledge.stale'],
  ['an empty one is not submitted', decideSubmit({ ...draft, text: { ...text, body: '' } }, lin, 1), 'knowledge.empty'],
  ['nor one that is what is published', decideSubmit(published, lin, 3), 'knowledge.nothing_new'],
  ['a draft is not in the pool', decideWithdraw(draft, lin, 1), 'knowledge.not_published'],
  ['a colleague withdraws nothing', decideWithdraw(published, chen, 3), 'knowledge.not_yours'],
])('%s', (_, outcome, code) => expect(outcome).toMatchObject({ ok: false, code }));

test('what changes after publishing is seen by nobody until it is published too', () => {
  const changed = must(decideWrite(published, { ...text, body: '二、看装期' }, lin, 3));
  expect(changed).toMatchObject({ state: 'published', published: text, revision: 1 });
  const back = must(decideReturn(must(decideSubmit(changed, lin, 4)), '少了装期', chen, 5));
  expect(back).toMatchObject({ state: 'published', published: text, returned: { note: '少了装期', by: 'chen' } });
  const again = must(decidePublish(must(decideSubmit(back, lin, 6)), chen, 7));
  expect(again).toMatchObject({ published: { body: '二、看装期' }, revision: 2, returned: null });
});

test('a manager takes out of the pool what a colleague published; the author may bring it again', () => {
  const out = must(decideWithdraw(published, boss, 3));
  expect(out).toMatchObject({ state: 'withdrawn', published: null });
  const again = must(decideSubmit(out, lin, 4));
  expect(again.state).toBe('in_review');
  expect(must(decideRecall(again, lin, 5)).state).toBe('withdrawn');
  expect(must(decidePublish(again, chen, 5))).toMatchObject({ state: 'published', revision: 2 });
});

describe('who knows of a draft', () => {
  const view = (by: ItemActor, teamId = 't1') => ({ userId: by.userId, teamId, capabilities: by.capabilities });
  test.each([
    ['its author', draft, view(lin), true],
    ['no colleague', draft, view(chen), false],
    ['no manager', draft, view(boss), false],
    ['a colleague once it is in review', submitted, view(chen), true],
    ['nobody of another team', submitted, view(chen, 't2'), false],
    ['a manager when it was withdrawn', { ...published, state: 'withdrawn' as const }, view(boss), true],
    ['no colleague then', { ...published, state: 'withdrawn' as const }, view(chen), false],
  ])('%s', (_, item, by, sees) => expect(seesDraft(item, by)).toBe(sees));
});

test('whatever is done, an item is in the pool by a review alone, and out of it by being withdrawn alone', () => {
  const publish = (i: Item) => decidePublish(i, chen, i.version);
  const withdraw = (i: Item) => decideWithdraw(i, boss, i.version);
  const steps = fc.constantFrom(
    publish,
    withdraw,
    (i: Item) => decideWrite(i, { ...text, body: `${i.version}` }, lin, i.version),
    (i: Item) => decideSubmit(i, lin, i.version),
    (i: Item) => decideRecall(i, lin, i.version),
    (i: Item) => decideReturn(i, 'so', chen, i.version),
  );
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 40 }), (plan) => {
      let item = draft;
      for (const step of plan) {
        const outcome = step(item);
        if (!outcome.ok) continue;
        expect(outcome.value.version).toBe(item.version + 1);
        if (step === publish) expect(outcome.value).toMatchObject({ state: 'published', published: item.text });
        else if (step === withdraw) expect(outcome.value.published).toBeNull();
        else expect(outcome.value).toMatchObject({ published: item.published, revision: item.revision });
        item = outcome.value;
      }
    }),
  );
});
