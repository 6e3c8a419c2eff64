import { describe, expect, test } from 'vitest';
import { ROLE_CAPABILITIES } from '../people/capabilities.js';
import {
  decideConvert,
  decideDisqualify,
  decideInvalid,
  decideQualify,
  decideReassign,
  decideRelease,
  decideRestore,
  type InquiryActor,
  mayEnter,
  mayWrite,
} from './decide-inquiry.js';
import { escalationAt, escalationDue, type Inquiry, toldLate } from './inquiry.js';
import { likeness } from '../text/likeness.js';
import { sampleInquiry } from './inquiry.sample.js';
import { isCopy } from './near-copy.js';

const NOW = '2026-11-25T02:00:00.000Z';
const later = (hours: number): string => new Date(Date.parse(NOW) + hours * 3_600_000).toISOString();
const inquiry = sampleInquiry({ dueAt: later(24) });
const as = (userId: string, role: 'sales' | 'manager' = 'sales', now = NOW): InquiryActor => ({
  userId,
  capabilities: new Set(ROLE_CAPABILITIES[role]),
  now,
});
const quality = { product: 'a', quantity: 'b', destination: 'c', need: 'd' };
const spam = { reason: 'spam', note: '', duplicateOf: null } as const;
const valueOf = (outcome: { ok: boolean }): Inquiry => (outcome as unknown as { value: Inquiry }).value;

describe('who may', () => {
  const all = (by: InquiryActor, of = inquiry, version = of.version) =>
    [
      decideReassign(of, by.userId === 'me' ? 'boss' : by.userId, by, version),
      decideRelease(of, by, version),
      decideQualify(of, quality, by, version),
      decideInvalid(of, spam, by, version),
      decideConvert(of, { orderId: 'o', customerId: 'c' }, by, version),
    ].map((o) => (o.ok ? 'ok' : o.code));
  test('one’s own, a manager everybody’s, and what nobody has anybody', () => {
    expect(all(as('me'))).toEqual(['inquiries.manager_assigns', ...Array<string>(4).fill('ok')]);
    expect(all(as('you'))).toEqual(Array(5).fill('inquiries.not_yours'));
    expect(all(as('boss', 'manager'))).toEqual(Array(5).fill('ok'));
    expect(all(as('you'), { ...inquiry, ownerId: null })).toEqual(Array(5).fill('ok'));
  });
  test('never over what somebody else has changed meanwhile, and never after it has become an order', () => {
    expect(all(as('me'), inquiry, 2)).toEqual(Array(5).fill('inquiries.stale'));
    expect(all(as('me'), { ...inquiry, status: 'converted' })).toEqual(Array(5).fill('inquiries.closed'));
  });
  test('to write is for whose it is; nobody writes on junk, everybody’s order goes on being written to', () => {
    expect(mayWrite(inquiry, as('me'))).toBeNull();
    expect(mayWrite(inquiry, as('you'))).toBe('inquiries.not_yours');
    expect(mayWrite({ ...inquiry, status: 'invalid' }, as('me'))).toBe('inquiries.closed');
    expect(mayWrite({ ...inquiry, status: 'converted' }, as('me'))).toBeNull();
  });
});

test('an answer is not entered from before the inquiry, nor to undo a miss that was told, but by a manager', () => {
  const late = (role: 'sales' | 'manager') => as('me', role, later(25));
  expect(mayEnter(inquiry, later(-1), as('me'))).toBe('inquiries.before_it_came');
  expect(mayEnter(inquiry, later(1), as('me', 'sales', later(3)))).toBeNull();
  expect([mayEnter(inquiry, later(23), late('sales')), mayEnter(inquiry, later(25), late('sales'))]).toEqual([
    'inquiries.late_entry',
    null,
  ]);
  expect(mayEnter(inquiry, later(23), late('manager'))).toBeNull();
});

test('qualifying asks for all four, is dated once, and can be taken back', () => {
  expect(decideQualify(inquiry, { ...quality, need: ' ' }, as('me'), 3)).toMatchObject({
    code: 'inquiries.criteria_missing',
    details: { missing: ['need'] },
  });
  const good = valueOf(decideQualify(inquiry, quality, as('me'), 3));
  expect(good).toMatchObject({
    status: 'qualified',
    qualifiedAt: NOW,
    qualifiedBy: 'me',
    qualifiedFor: 'me',
    version: 4,
  });
  const again = valueOf(decideQualify(good, { ...quality, need: 'more' }, as('boss', 'manager', later(5)), 4));
  expect(again).toMatchObject({ qualifiedAt: NOW, qualifiedBy: 'me', quality: { need: 'more' } });
  expect(decideDisqualify(again, as('me'), 5)).toMatchObject({ value: { status: 'open', qualifiedAt: null } });
  expect(decideDisqualify(inquiry, as('me'), 3)).toMatchObject({ code: 'inquiries.not_qualified' });
});

test('junk comes back for a day, as what it was', () => {
  const qualified = valueOf(decideQualify(inquiry, quality, as('me'), 3));
  const junk = valueOf(decideInvalid(qualified, spam, as('me'), 4));
  expect(decideRestore(junk, as('me', 'sales', later(24)), 5)).toMatchObject({
    value: { status: 'qualified', invalid: null },
  });
  expect(decideRestore(junk, as('me', 'sales', later(24.01)), 5)).toMatchObject({ code: 'inquiries.restore_too_late' });
  expect(decideRestore(inquiry, as('me'), 3)).toMatchObject({ code: 'inquiries.not_invalid' });
  expect(decideInvalid(inquiry, { ...spam, duplicateOf: 'i' }, as('me'), 3)).toMatchObject({
    code: 'inquiries.of_itself',
  });
});

test('whoever had it once is remembered, so that the rule does not give it to them again', () => {
  const given = valueOf(decideReassign(inquiry, 'you', as('boss', 'manager'), 3));
  expect(given).toMatchObject({ ownerId: 'you', offeredTo: ['me', 'you'] });
  expect(decideReassign(given, 'you', as('boss', 'manager'), 4)).toMatchObject({ code: 'inquiries.already_owned' });
  expect(decideRelease(given, as('you'), 4)).toMatchObject({ value: { ownerId: null, offeredTo: ['me', 'you'] } });
});

test('a wait is told at half, at four fifths and at the end', () => {
  expect([0, 11.99, 12, 19.2, 23.9, 24, 99].map((h) => escalationAt(NOW, later(h)))).toEqual([
    0, 0, 50, 80, 80, 100, 100,
  ]);
  for (const level of [50, 80, 100] as const) expect(escalationAt(NOW, escalationDue(NOW, level))).toBe(level);
});

test('a copy is known by its words, whatever the numbers, names of days and capitals', () => {
  const text = '感谢您的询盘，附件是我们的不锈钢铰链报价单，FOB 宁波，交期 35 天，样品可以免费寄送，期待您的回复。';
  expect(isCopy(text, [text.replace('35', '40')])).toBe(true);
  expect(likeness(text, '您好，关于上周提到的验货时间，工厂确认周四可以，请安排第三方公司到场。')).toBeLessThan(0.3);
  expect(isCopy('Yes.', ['No.', 'Yes.', 'Maybe.', 'x'])).toBe(true);
  expect(isCopy('Yes.', ['a', 'b', 'c', 'Yes.'])).toBe(false);
});

test.each([
  ['a wait that is new is warned of', null, 0, 80, 0],
  ['one that was told of so far is not again', NOW, 80, 80, 80],
  ['one that proves to be longer is', NOW, 50, 80, 50],
  ['a miss that was one already warns nobody', null, 0, 100, 100],
] as const)('learned of late, %s', (_, waitingSince, escalated, level, told) => {
  expect(toldLate({ waitingSince, escalated }, level)).toBe(told);
});
