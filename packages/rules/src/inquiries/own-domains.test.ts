import { describe, expect, test } from 'vitest';
import type { InquiryEvidence } from '../points/rule.js';
import { inq01 } from '../points/rules/inq-01-first-response.js';
import { inq03 } from '../points/rules/inq-03-qualified.js';
import { decideOwnDomains, domainsOfPeople, internalAfter, isFreeMail, isOwnAddress } from './own-domains.js';

describe('whose address it is', () => {
  test.each([
    ['lin@ningbo-tools.com', true],
    ['Lin@NINGBO-Tools.com', true],
    ['lin@sales.ningbo-tools.com', true],
    ['lin@notningbo-tools.com', false],
    ['lin@ningbo-tools.com.evil.org', false],
    ['ningbo-tools.com', false],
    ['', false],
  ])('%s', (email, own) => {
    expect(isOwnAddress(email, ['ningbo-tools.com'])).toBe(own);
    expect(isOwnAddress(email, [])).toBe(false);
  });

  test.each([
    ['qq.com', true],
    ['vip.163.com', true],
    ['yahoo.co.uk', true],
    ['outlook.de', true],
    ['yahoo.hansen.dk', false],
    ['ningbo-tools.com', false],
  ])('%s is open to everybody: %s', (domain, free) => {
    expect(isFreeMail(domain)).toBe(free);
    expect(decideOwnDomains([domain]).ok).toBe(!free);
  });

  test.each(['com', 'cn', 'com.cn', 'co.uk', 'com.au', 'co.jp', 'com.br', 'co.in'])('%s is nobody’s', (domain) => {
    expect(decideOwnDomains(['a.com', domain])).toMatchObject({
      code: 'inquiries.public_suffix',
      details: { domain },
    });
    expect(decideOwnDomains([`ningbo-tools.${domain}`]).ok).toBe(true);
    expect(domainsOfPeople([domain])).toEqual([]);
  });

  test('the list has each domain once; of what people sign in with, free mail and bare hosts do not count', () => {
    expect(decideOwnDomains(['b.com', 'a.com', 'b.com'])).toEqual({ ok: true, value: ['a.com', 'b.com'] });
    expect(decideOwnDomains(['a.com', 'gmail.com'])).toMatchObject({ details: { domain: 'gmail.com' } });
    expect(domainsOfPeople(['b.com', 'localhost', 'gmail.com', 'b.com'])).toEqual(['b.com']);
  });

  test('a corrected address marks at once; only a manager takes the mark away', () => {
    expect(internalAfter(false, true, false)).toBe(true);
    expect(internalAfter(true, false, false)).toBe(true);
    expect(internalAfter(true, false, true)).toBe(false);
    expect(internalAfter(true, true, true)).toBe(true);
  });
});

test('an answer to a colleague earns nothing, even where it is the first of a buyer’s day', () => {
  const firstResponse = { by: 'me', elapsedMs: 60_000, workedMs: 60_000, copied: false, ownClock: true, lapsed: false };
  const inquiry = { firstResponse, status: 'open', createdBy: 'x', internal: false };
  const of = (internal: boolean) => ({ of: 'inquiry', inquiry: { ...inquiry, internal }, today: '2026-11-25' });
  expect(inq01.entitle(of(false) as InquiryEvidence, inq01.defaults)).toHaveLength(1);
  expect(inq01.entitle(of(true) as InquiryEvidence, inq01.defaults)).toEqual([]);
});

test('a colleague’s inquiry with all four criteria earns nothing, a buyer’s does', () => {
  const inquiry = { qualifiedAt: '2026-11-25T02:00:00.000Z', qualifiedFor: 'me', status: 'qualified' };
  const of = (internal: boolean) => ({ of: 'inquiry', inquiry: { ...inquiry, internal }, today: '2026-11-25' });
  expect(inq03.entitle(of(false) as InquiryEvidence, inq03.defaults)).toMatchObject([{ ownerId: 'me', amount: 4 }]);
  expect(inq03.entitle(of(true) as InquiryEvidence, inq03.defaults)).toEqual([]);
});
