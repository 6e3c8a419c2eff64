import { capabilitiesOf, type Role } from '@tallyboard/rules/people/capabilities';
import type { EntityManager } from 'typeorm';
import type { Principal } from '../../platform/auth/principal.js';
import { AppError } from '../../platform/http/app-error.js';
import { User } from './user.entity.js';

/** Who hands out a link: asked when it is made, and again when it is used. */
export type Maker = Pick<Principal, 'id' | 'teamId' | 'capabilities'>;

export const makerOf = ({ id, teamId, roles }: Pick<User, 'id' | 'teamId' | 'roles'>): Maker => ({
  id,
  teamId,
  capabilities: capabilitiesOf(roles),
});

/** The maker of a link as they are now; null when they have left. */
export async function makerNow(tx: EntityManager, id: string): Promise<Maker | null> {
  const maker = await tx.findOneBy(User, { id, active: true });
  return maker && makerOf(maker);
}

/** Whoever makes a reset link could use it, so it may open nothing that the maker may not do anyway. */
export function refuseReset<U extends Pick<User, 'id' | 'teamId' | 'roles'>>(
  by: Maker,
  user: U | null,
): asserts user is U {
  const sees = user && (user.teamId === by.teamId || by.capabilities.has('teams.all'));
  if (!sees || !by.capabilities.has('people.manage')) throw new AppError('people.not_found');
  if (user.id === by.id) throw new AppError('people.not_yourself');
  const above = [...capabilitiesOf(user.roles)].find((c) => !by.capabilities.has(c));
  if (above) throw new AppError('people.forbidden', { needs: above });
}

/** Into one's own team, and nobody who may do more than the maker. */
export function refuseInvite(by: Maker, { teamId, roles }: { teamId: string; roles: readonly Role[] }): void {
  if (!by.capabilities.has('people.manage')) throw new AppError('people.forbidden', { needs: 'people.manage' });
  const all = by.capabilities.has('teams.all');
  if (!all && (teamId !== by.teamId || roles.includes('admin')))
    throw new AppError('people.forbidden', { needs: 'teams.all' });
}

/** Whether a right is still there. */
export function stillMay(check: () => void): boolean {
  try {
    check();
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
