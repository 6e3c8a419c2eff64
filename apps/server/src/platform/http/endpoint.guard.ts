import { hash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Allow, Endpoint } from '@tallyboard/contracts/endpoint';
import { PACKED_TYPE } from '@tallyboard/contracts/packed';
import type { Response } from 'express';
import { tokenFrom } from '../auth/cookie.js';
import { type Principal, PrincipalSource } from '../auth/principal.js';
import { Clock } from '../clock/clock.js';
import type { CommandContext } from '../commands/command.js';
import { CONFIG } from '../config/config.token.js';
import type { Config } from '../config/config.js';
import { AppError } from './app-error.js';
import { readBytes } from './read-bytes.js';
import { checkOrigin, forwardedIn, isSecure, originOf } from './origin.js';
import type { ServedRequest } from './request.js';
import { ENDPOINT } from './serve.js';

/** How long answers are kept; a command id that is older (its time is in a v7 id) is not run again. */
export const COMMAND_RETENTION_MS = 7 * 86_400_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** Who asks, from where, may they, and under which command id: before anything of the request is looked at. */
@Injectable()
export class EndpointGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly principals: PrincipalSource,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async canActivate(execution: ExecutionContext): Promise<boolean> {
    const endpoint = this.reflector.get<Endpoint | undefined>(ENDPOINT, execution.getHandler());
    if (!endpoint) throw new Error('a handler without an endpoint is not served');
    const req = execution.switchToHttp().getRequest<ServedRequest>();
    const res = execution.switchToHttp().getResponse<Response>();
    if (endpoint.method !== 'GET') {
      checkOrigin(req.headers, this.config);
      const wanted = endpoint.consumes ?? 'application/json';
      const given = (req.headers['content-type'] ?? '').split(';')[0]!.trim();
      if (given !== wanted) throw new AppError(endpoint.consumes ? 'request.not_bytes' : 'request.not_json');
    }
    const secure = isSecure(this.config);
    const token = tokenFrom(req, secure);
    const principal = token ? await this.principals.byToken(token, req.ip ?? null) : null;
    permit(endpoint.allow, principal);
    // Only now: who may not ask is not listened to.
    if (endpoint.consumes) req.rawBody = await readBytes(req);
    req.context = {
      requestId: String(res.getHeader('x-request-id')),
      address: req.ip ?? '',
      agent: (req.headers['user-agent'] ?? '').slice(0, 200),
      // Few ask.
      get knownDevice() {
        return tokenFrom(req, secure, 'known');
      },
      principal,
      command: endpoint.command && principal ? this.commandFrom(endpoint, req, principal) : null,
      setHeader: (name, value) => res.append(name, value),
      isGone: () => res.closed && !res.writableFinished,
      ifNoneMatch: req.headers['if-none-match'] ?? null,
      acceptEncoding: req.headers['accept-encoding']?.toString() ?? '',
      acceptsPacked: req.headers.accept?.includes(PACKED_TYPE) ?? false,
      origin: originOf(req.headers, this.config),
      host: req.headers.host ?? '',
      forwarded: forwardedIn(req.headers).length,
    };
    return true;
  }

  private commandFrom(endpoint: Endpoint, req: ServedRequest, principal: Principal): CommandContext {
    const now = this.clock.now();
    const commandId = req.headers['idempotency-key'];
    const version = typeof commandId === 'string' ? UUID.exec(commandId)?.[1] : undefined;
    if (typeof commandId !== 'string' || !version) throw new AppError('request.no_idempotency_key');
    if (
      version === '7' &&
      parseInt(commandId.replace('-', '').slice(0, 12), 16) < Date.parse(now) - COMMAND_RETENTION_MS
    )
      throw new AppError('request.key_expired');
    const line = Buffer.from(`${endpoint.method} ${endpoint.consumes ? req.originalUrl : req.path}\n`);
    const requestHash = hash('sha256', req.rawBody ? Buffer.concat([line, req.rawBody]) : line, 'buffer');
    return {
      actorId: principal.id,
      address: req.ip ?? null,
      commandId: commandId.toLowerCase(),
      requestHash,
      now,
      principal,
    };
  }
}

/** The one place where the policy of an endpoint or a socket event is judged. */
export function isAllowed(allow: Allow, principal: Principal | null): boolean {
  if (allow === 'public') return true;
  if (!principal) return false;
  if (allow === 'session') return true;
  return allow === 'user' ? principal.kind === 'user' : principal.capabilities.has(allow);
}

export function permit(allow: Allow, principal: Principal | null): void {
  if (isAllowed(allow, principal)) return;
  throw principal ? new AppError('people.forbidden', { needs: allow }) : new AppError('people.not_signed_in');
}
