import { capabilitiesOf, type Role } from '@tallyboard/rules/people/capabilities';
import type { EntityManager } from 'typeorm';

/** Who may look after an item: whoever writes in the pool and is of its team, but its author. */
export async function colleaguesOf(tx: EntityManager, item: { teamId: string; authorId: string }): Promise<string[]> {
  const people = await tx.query<{ id: string; roles: Role[] }[]>(
    'select id, roles from people_person_view where team_id = $1 and active and id <> $2 order by id',
    [item.teamId, item.authorId],
  );
  return people.filter((p) => capabilitiesOf(p.roles).has('knowledge.write')).map((p) => p.id);
}
