import { AppError } from '../http/app-error.js';
import type { Principal } from './principal.js';

/** May they see this team's things? Another team's do not exist for others. */
export const seesTeam = (by: Principal, teamId: string): boolean =>
  by.teamId === teamId || (by.kind === 'user' && by.capabilities.has('teams.all'));

/**
 * The caller in the team that a request is about: their own unless another is named, which only those may name who may see all teams.
 * So whoever looks at another team's board exports, imports and begins orders there, and not unawares at home.
 */
export function actingIn(principal: Principal, teamId: string | undefined): Principal {
  if (teamId === undefined || teamId === principal.teamId) return principal;
  if (!seesTeam(principal, teamId)) throw new AppError('people.team_not_found');
  return { ...principal, teamId, isVisiting: true };
}
