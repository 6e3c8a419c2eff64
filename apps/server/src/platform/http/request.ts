import type { Request } from 'express';
import { actingIn } from '../auth/acting-in.js';
import type { Principal } from '../auth/principal.js';
import type { CommandContext } from '../commands/command.js';
import { AppError } from './app-error.js';

/** What the platform knows of a request by the time a handler runs. */
export type RequestContext = {
  requestId: string;
  /** The caller's address, from as many proxies as are trusted. */
  address: string;
  agent: string;
  /** The token of a browser that says it has signed in before; whom it knows is for `people` to say. */
  knownDevice: string | null;
  principal: Principal | null;
  command: CommandContext | null;
  /** Headers the answer shall carry, a session cookie for one. */
  setHeader: (name: string, value: string) => void;
  ifNoneMatch: string | null;
  acceptEncoding: string;
  /** The caller reads the packed form of large answers. */
  acceptsPacked: boolean;
  /** The caller hung up before we answered: long work may stop. */
  isGone: () => boolean;
  /** Scheme and host under which the caller reached us. */
  origin: string;
  /** As they arrived, believed or not: for the diagnosis. */
  host: string;
  forwarded: number;
};
/** `rawBody`: the bytes as they came, by which a repeated command is recognized. */
export type ServedRequest = Request & { context?: RequestContext; rawBody?: Buffer };

/** The caller; only for endpoints that let nobody else through. */
export function principalOf(context: RequestContext): Principal {
  if (!context.principal) throw new AppError('people.not_signed_in');
  return context.principal;
}

/** The command; only for endpoints declared as such. */
export function commandOf(context: RequestContext): CommandContext {
  if (!context.command) throw new Error('the endpoint is not declared as a command');
  return context.command;
}

/** The command as one of the team it is about; see `actingIn`. */
export function commandIn(context: RequestContext, teamId: string | undefined): CommandContext {
  const command = commandOf(context);
  return { ...command, principal: actingIn(command.principal, teamId) };
}

/** Bytes that are sent as they are: a cached snapshot. */
export class RawReply {
  constructor(
    readonly bytes: Buffer,
    readonly headers: Readonly<Record<string, string>>,
    readonly status = 200,
  ) {}
}
