import { SYSTEM_ACTOR } from '../auth/principal.js';
import type { CommandContext } from './command.js';

/** Nobody's doing: it follows from the time, or from somebody outside. */
export const systemContext = (now: string): CommandContext => ({
  actorId: SYSTEM_ACTOR,
  address: null,
  commandId: null,
  requestHash: Buffer.alloc(0),
  now,
  principal: { kind: 'user', id: SYSTEM_ACTOR, tokenId: '', teamId: '', capabilities: new Set(), view: 'team' },
});
