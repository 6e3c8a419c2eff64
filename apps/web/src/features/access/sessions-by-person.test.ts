import type { OpenSession } from '@tallyboard/contracts/access';
import { expect, test } from 'vitest';
import { sessionsByPerson } from './sessions-by-person';

const session = (id: string, userId: string, lastSeenAt: string, current = false): OpenSession => ({
  id,
  userId,
  name: userId,
  nameEn: userId,
  address: '',
  agent: '',
  createdAt: lastSeenAt,
  lastSeenAt,
  expiresAt: lastSeenAt,
  current,
});

test('a person with many sessions is one entry: how many, last used when, and which may be ended', () => {
  const people = sessionsByPerson([
    session('1', 'wang', '2026-11-20T09:00:00Z', true),
    session('2', 'lin', '2026-11-20T08:00:00Z'),
    session('3', 'wang', '2026-11-19T09:00:00Z'),
    session('4', 'lin', '2026-11-18T08:00:00Z'),
  ]);
  expect(people.map((p) => [p.userId, p.sessions.length, p.lastSeenAt])).toEqual([
    ['wang', 2, '2026-11-20T09:00:00Z'],
    ['lin', 2, '2026-11-20T08:00:00Z'],
  ]);
  expect(people[0]!.others.map((s) => s.id)).toEqual(['3']);
});
