import type { OpenSession } from '@tallyboard/contracts/access';

/** Where one person is signed in, last used first. `others`: all but the reader's own session. */
export type PersonSessions = {
  userId: string;
  name: string;
  nameEn: string;
  sessions: readonly OpenSession[];
  others: readonly OpenSession[];
  lastSeenAt: string;
};

/** Sessions as they come, last used first, put together by person; who was active last comes first. */
export function sessionsByPerson(sessions: readonly OpenSession[]): PersonSessions[] {
  return [...Map.groupBy(sessions, (s) => s.userId)].map(([userId, own]) => {
    const { name, nameEn } = own[0]!;
    const lastSeenAt = own.reduce((last, s) => (s.lastSeenAt > last ? s.lastSeenAt : last), '');
    return { userId, name, nameEn, sessions: own, others: own.filter((s) => !s.current), lastSeenAt };
  });
}
