import type { Principal } from '../auth/principal.js';
import type { NewFact } from '../feeds/fact.js';

/** One command as it came in: who, under which id, over which request. */
export type CommandContext = {
  actorId: string;
  /** From where it came; null for work inside the process. */
  address: string | null;
  /** Null for what is not repeated: system work inside the process. */
  commandId: string | null;
  requestHash: Buffer;
  /** When it is taken to happen; the importer and the demo builder, in process, may set the past. */
  now: string;
  principal: Principal;
};

/** What a command did: the answer, and the facts that tell the world. */
export type Done<R> = { reply: R; facts: NewFact[] };
