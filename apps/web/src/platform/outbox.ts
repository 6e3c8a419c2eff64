import type { Endpoint, InputOf, ReplyOf } from '@tallyboard/contracts/endpoint';
import { computed, shallowReactive } from 'vue';
import { type Answer, NetworkLost, sendWire, type Wire, wireOf } from './call';
import { recall, remember } from './storage';

/** A command on its way. It is written down before it is sent and forgotten only when the server has answered. */
export type Waiting = { wire: Wire; label: string; tries: number; sent: boolean };
const KEY = 'outbox';
const waiting = shallowReactive(new Map<string, Waiting>());
const keep = (): void => remember('session', KEY, waiting.size > 0 ? JSON.stringify([...waiting.values()]) : null);

/** Commands whose sending failed at least once. */
export const stuck = computed(() => [...waiting.values()].filter((w) => w.tries > 0).length);

const pause = (tries: number): Promise<void> => {
  const ms = Math.min(15_000, 500 * 2 ** Math.min(tries, 5));
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      resolve();
    };
    const timer = setTimeout(done, ms * (0.75 + Math.random() / 2));
    addEventListener('online', done);
  });
};

async function deliver<R>(entry: Waiting): Promise<Answer<R>> {
  const id = entry.wire.commandId;
  waiting.set(id, { ...entry, sent: true });
  keep();
  for (let tries = entry.tries; ; tries += 1) {
    try {
      const answer = await sendWire<R>(entry.wire);
      waiting.delete(id);
      keep();
      return answer;
    } catch (error) {
      if (!(error instanceof NetworkLost)) throw error;
      waiting.set(id, { ...entry, sent: true, tries: tries + 1 });
      keep();
      await pause(tries);
      // Signed out meanwhile: the next person's session must not carry it.
      if (!waiting.has(id)) throw error;
    }
  }
}

/** Sends a command until it is answered, always with the same id, so that it happens once. Survives a reload of the page. */
export function sendCommand<E extends Endpoint>(
  e: E,
  input: InputOf<E>,
  commandId: string,
): Promise<Answer<ReplyOf<E>>> {
  return deliver<ReplyOf<E>>({ wire: wireOf(e, input, commandId), label: e.path, tries: 0, sent: false });
}
/** Writes down a command whose turn has not come, so that it survives a reload; `sendCommand` with its id sends it. */
export function noteCommand<E extends Endpoint>(e: E, input: InputOf<E>, commandId: string): void {
  waiting.set(commandId, { wire: wireOf(e, input, commandId), label: e.path, tries: 0, sent: false });
  keep();
}

/** A command of an earlier life of this page. One that was sent may have been heard, and must go out as it was. */
export type LeftOver = { wire: Wire; sent: boolean; send: (wire: Wire) => Promise<Answer<unknown>> };
/** After a reload: hands over what had not been answered, in the order it was given. It is sent with the ids it had. */
export function resumeOutbox(take: (left: LeftOver) => void): number {
  let left: Waiting[] = [];
  try {
    left = JSON.parse(recall('session', KEY) ?? '[]') as Waiting[];
  } catch {
    remember('session', KEY, null);
  }
  const fresh = left.filter((entry) => !waiting.has(entry.wire.commandId));
  for (const entry of fresh) waiting.set(entry.wire.commandId, entry);
  for (const entry of fresh) {
    const { wire, sent } = entry;
    take({ wire, sent, send: (now) => deliver({ ...entry, wire: now }) });
  }
  return left.length;
}
export const waitingWires = (): Wire[] => [...waiting.values()].map((w) => w.wire);
/** For signing out: another person must not send this one's commands. */
export function forgetOutbox(): void {
  waiting.clear();
  keep();
}
