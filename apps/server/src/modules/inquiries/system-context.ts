import { SYSTEM_ACTOR } from '../../platform/auth/principal.js';
import type { CommandContext } from '../../platform/commands/command.js';

/** Nobody's doing: it follows from the time. */
export const systemContext = (now: string, teamId = ''): CommandContext => ({
  actorId: SYSTEM_ACTOR,
  address: null,
  commandId: null,
  requestHash: Buffer.alloc(0),
  now,
  principal: { kind: 'user', id: SYSTEM_ACTOR, tokenId: '', teamId, capabilities: new Set(), view: 'team' },
});
