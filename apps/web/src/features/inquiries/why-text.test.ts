import type { InquiryDetail } from '@tallyboard/contracts/inquiries';
import { beforeEach, expect, test } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { offerTexts, workedText } from './why-text';

beforeEach(() => setLocale('zh-CN'));
const AT = '2026-11-25T09:18:00.000Z';
const offer = (by: string | null, ownerId: string | null) => ({ at: AT, by, ownerId, allocation: null });
const name = (id: string): string => id;

test('who had nobody’s is assigned it; only from a colleague it is reassigned', () => {
  const offers = [
    offer('王磊', '林晓雯'),
    offer('王磊', '陈'),
    offer('陈', null),
    offer('王磊', '林晓雯'),
    offer('陈', '陈'),
  ];
  expect(offerTexts(offers, name).map((x) => x.replace(/^.*?\d\d:\d\d ?/, ''))).toEqual([
    '王磊分配给林晓雯。',
    '王磊从林晓雯改派给陈。',
    '陈退回待分配。',
    '王磊分配给林晓雯。',
    '陈自己领取。',
  ]);
});

test('own hours run from when it was theirs, and say so; without that, from when it came', () => {
  const worked = { from: AT, to: AT, elapsedMinutes: 0, countedMinutes: 0, counted: [], calendarVersion: 1 };
  const inquiry = { firstResponse: { by: '林晓雯' } } as InquiryDetail['inquiry'];
  expect(workedText({ worked, inquiry, offers: [offer('王磊', '林晓雯')] }, name)).toContain('分给林晓雯算起');
  expect(workedText({ worked, inquiry, offers: [offer('王磊', '陈')] }, name)).toContain('收到算起');
  expect(workedText({ worked: null, inquiry, offers: [] }, name)).toBe('');
});
