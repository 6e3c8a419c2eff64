import { AppError } from '../http/app-error.js';
import type { Principal } from './principal.js';

/**
 * The caller in the team that a request is about: their own unless another is named, which only those may name who may see all teams.
 * So whoever looks at another team's board exports, imports and begins orders there, and not unawares at home.
 */
export function actingIn(principal: Principal, teamId: string | undefined): Principal {
  if (teamId === undefined || teamId === principal.teamId) return principal;
  if (principal.kind !== 'user' || !principal.capabilities.has('teams.all'))
    throw new AppError('people.team_not_found');
  return { ...principal, teamId, isVisiting: true };
}

/** Whether somebody may see what belongs to a team: their own, or any for who may see all. */
export const seesTeam = (by: Principal, teamId: string): boolean =>
  by.teamId === teamId || (by.kind === 'user' && by.capabilities.has('teams.all'));
