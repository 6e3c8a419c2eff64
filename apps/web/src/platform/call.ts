import { type Body, type Endpoint, type InputOf, type ReplyOf, requestOf } from '@tallyboard/contracts/endpoint';
import { PACKED_TYPE, type Packed, unpackReply } from '@tallyboard/contracts/packed';
import type { Problem } from '@tallyboard/contracts/problems';
import { noteServerTime } from './clock';
import { newId } from './ids';

export type Answer<R> = { ok: true; reply: R; commandId: string } | { ok: false; problem: Problem; commandId: string };
/** The network was lost: nobody knows whether the server heard us. Sending the same command id again is safe. */
export class NetworkLost extends Error {}

export type Wire = { method: string; path: string; body: Body | null; commandId: string; isCommand: boolean };
const TIMEOUT_MS = 20_000;
/** Twenty megabytes over a slow line. */
const FILE_TIMEOUT_MS = 240_000;
let onSignedOut: () => void = () => undefined;
export const whenSignedOut = (fn: () => void): void => {
  onSignedOut = fn;
};
/** The server does not know us any more. */
export const signedOut = (): void => onSignedOut();

/** Turns an endpoint and its input into what goes over the wire. */
export function wireOf<E extends Endpoint>(e: E, input: InputOf<E>, commandId = newId()): Wire {
  return { method: e.method, ...requestOf(e, input), commandId, isCommand: e.command === true };
}

const brokenAnswer = (status: number): Problem => ({ type: 'urn:problem:internal', status, code: 'internal' });
const isBusy = (status: number): boolean => status === 502 || status === 503 || status === 504;

/** Sends one call. A refusal is an answer; only a lost network (or a server that is going away) throws. */
export async function sendWire<R>(wire: Wire, asText = false, hangUp?: AbortSignal): Promise<Answer<R>> {
  const headers: Record<string, string> = {
    accept: asText ? 'text/csv, application/problem+json' : `${PACKED_TYPE}, application/json`,
  };
  const isFile = wire.body instanceof Uint8Array;
  if (wire.body !== null) headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  if (wire.isCommand) headers['idempotency-key'] = wire.commandId;
  const sentAt = Date.now();
  let response: Response;
  let text: string;
  try {
    const timeout = AbortSignal.timeout(isFile ? FILE_TIMEOUT_MS : TIMEOUT_MS);
    const signal = hangUp ? AbortSignal.any([timeout, hangUp]) : timeout;
    const request = { method: wire.method, headers, signal, credentials: 'same-origin' as const };
    response = await fetch(wire.path, wire.body === null ? request : { ...request, body: wire.body });
    text = await response.text();
  } catch (cause) {
    throw new NetworkLost('network lost', { cause });
  }
  noteServerTime(response.headers.get('date'), sentAt, Date.now());
  if (wire.isCommand && isBusy(response.status)) throw new NetworkLost('server is going away');
  const { commandId } = wire;
  if (response.ok && asText) return { ok: true, reply: text as R, commandId };
  let json: unknown;
  try {
    json = text === '' ? {} : JSON.parse(text);
  } catch {
    return { ok: false, problem: brokenAnswer(response.status), commandId };
  }
  const isPacked = response.headers.get('content-type')?.startsWith(PACKED_TYPE) === true;
  if (response.ok) return { ok: true, reply: (isPacked ? unpackReply(json as Packed) : json) as R, commandId };
  const problem = json as Problem;
  if (problem.code === 'people.not_signed_in') signedOut();
  return { ok: false, problem, commandId };
}

/** Calls one endpoint of the contract. `commandId` makes a repeated call the same command. */
export const call = <E extends Endpoint>(
  e: E,
  input: InputOf<E>,
  commandId?: string,
  hangUp?: AbortSignal,
): Promise<Answer<ReplyOf<E>>> => sendWire<ReplyOf<E>>(wireOf(e, input, commandId), e.produces !== undefined, hangUp);
