import type { IncomingMessage } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import { tokenFrom } from '../auth/cookie.js';
import { type Principal, PrincipalSource } from '../auth/principal.js';
import type { Config } from '../config/config.js';
import { CONFIG } from '../config/config.token.js';
import { addressOf, isSameOrigin, isSecure } from '../http/origin.js';
import { Logger } from '../ops/logger.js';

/** Open sockets of one session: a desk with many tabs, not a flood. */
export const SOCKETS_PER_SESSION = 10;
/** Sessions looked up at a time for one address; whoever comes after waits, as a whole office does after a restart. */
const CHECKS_PER_ADDRESS = 20;
const WAITING_PER_ADDRESS = 1_000;

export type Guest = { principal: Principal; token: string };
type Queue = { running: number; waiting: (() => void)[] };

/** Who may open a socket. Nest's guards do not run for sockets, so origin and session are looked at here, before the upgrade. */
@Injectable()
export class Door {
  private readonly guests = new WeakMap<IncomingMessage, Guest>();
  private readonly open = new Map<string, number>();
  private readonly queues = new Map<string, Queue>();

  constructor(
    private readonly principals: PrincipalSource,
    private readonly logger: Logger,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The problem code for which the handshake is refused; null lets it pass. */
  async knock(req: IncomingMessage): Promise<string | null> {
    if (!isSameOrigin(req.headers, this.config)) return 'request.foreign_origin';
    const token = tokenFrom(req, isSecure(this.config));
    if (!token) return 'people.not_signed_in';
    try {
      const principal = await this.inTurn(addressOf(req, this.config), () => this.principals.byToken(token));
      if (principal === 'too many') return 'request.too_many';
      if (!principal) return 'people.not_signed_in';
      this.guests.set(req, { principal, token });
      return null;
    } catch (error) {
      this.logger.warn({ error }, 'a socket could not be admitted');
      return 'request.busy';
    }
  }

  /** Counts a guest in, and out again when told; null if the session has enough sockets already. */
  enter(req: IncomingMessage, whenLeft: (leave: () => void) => void): Guest | null {
    const guest = this.guests.get(req);
    if (!guest) return null;
    const session = guest.principal.tokenId;
    const count = this.open.get(session) ?? 0;
    if (count >= SOCKETS_PER_SESSION) return null;
    this.open.set(session, count + 1);
    whenLeft(() => {
      const left = (this.open.get(session) ?? 1) - 1;
      if (left > 0) this.open.set(session, left);
      else this.open.delete(session);
    });
    return guest;
  }

  private async inTurn<T>(address: string, work: () => Promise<T>): Promise<T | 'too many'> {
    const queue = this.queues.get(address) ?? { running: 0, waiting: [] };
    this.queues.set(address, queue);
    if (queue.running < CHECKS_PER_ADDRESS) queue.running += 1;
    else if (queue.waiting.length >= WAITING_PER_ADDRESS) return 'too many';
    else await new Promise<void>((go) => queue.waiting.push(go));
    try {
      return await work();
    } finally {
      const next = queue.waiting.shift();
      if (next) next();
      else if ((queue.running -= 1) === 0) this.queues.delete(address);
    }
  }
}
