import type { awardsApi } from '@tallyboard/contracts/awards';
import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { inquiriesApi } from '@tallyboard/contracts/inquiries';
import type { BoardSnapshot } from '@tallyboard/contracts/order-cards';
import type { screensApi } from '@tallyboard/contracts/screens';
import type { platformApi } from '@tallyboard/contracts/platform';
import type { Problem } from '@tallyboard/contracts/problems';
import { type Answer, sendWire } from '../platform/call';
import type { WallLocale } from './texts';

// Only types of the contract: its schemas would cost the wall a quarter of its weight.
export type About = ReplyOf<typeof platformApi.about>;
export type PairingStarted = ReplyOf<typeof screensApi.startPairing>;
export type PairingPolled = ReplyOf<typeof screensApi.pollPairing>;
export type Honours = ReplyOf<typeof awardsApi.wall>;
export type Gauge = ReplyOf<typeof inquiriesApi.gauge>;
export type { ThisDevice } from '@tallyboard/contracts/screens';
export type ScreenIs = ReplyOf<typeof screensApi.thisDevice>;

/** A reply, a refusal, or nobody there. */
export type Asked<R> = { kind: 'reply'; reply: R } | { kind: 'refused'; problem: Problem } | { kind: 'lost' };

async function ask<R>(method: string, path: string, body: object | null = null): Promise<Asked<R>> {
  const wire = { method, path: `/api/v1${path}`, body: body && JSON.stringify(body), commandId: '', isCommand: false };
  const answer = await sendWire<R>(wire).catch((): null | Answer<R> => null);
  if (!answer) return { kind: 'lost' };
  if (answer.ok) return { kind: 'reply', reply: answer.reply };
  // A server that is going away or starting says nothing about us.
  return answer.problem.status >= 500 ? { kind: 'lost' } : { kind: 'refused', problem: answer.problem };
}

/** The seven calls of a wall. The browser keeps the board's ETag by itself: an unchanged board costs a 304. */
export const server = {
  about: () => ask<About>('GET', '/about'),
  startPairing: (locale: WallLocale) => ask<PairingStarted>('POST', '/pairings', { locale }),
  pollPairing: (secret: string) => ask<PairingPolled>('POST', '/pairings/poll', { secret }),
  thisDevice: () => ask<ScreenIs>('GET', '/devices/this'),
  board: (teamId: string) => ask<BoardSnapshot>('GET', `/teams/${encodeURIComponent(teamId)}/board`),
  gauge: (teamId: string) => ask<Gauge>('GET', `/teams/${encodeURIComponent(teamId)}/inquiries/gauge`),
  honours: (teamId: string) => ask<Honours>('GET', `/awards/wall?teamId=${encodeURIComponent(teamId)}`),
};
