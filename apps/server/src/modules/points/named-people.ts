import type { Person } from '@tallyboard/contracts/people';
import type { EntityManager } from 'typeorm';

/** Whoever is named, wherever they are now; who is not of the team is not active in it. */
export function namedPeople(tx: EntityManager, teamId: string, ids: readonly string[]): Promise<Person[]> {
  return tx.query<Person[]>(
    `select id, name, name_en as "nameEn", hue, roles, active and team_id = $1 as active from people_person_view where id = any($2::uuid[]) order by id`,
    [teamId, [...new Set(ids)]],
  );
}
