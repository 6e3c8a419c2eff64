import type { ReplyOf } from '@tallyboard/contracts/endpoint';
import type { surveysApi } from '@tallyboard/contracts/surveys';
import type { Score } from '@tallyboard/rules/customers/survey';
import { type Answer, sendWire } from '../platform/call';

// Only types of the contract: its schemas would weigh more than the page.
export type Asked = ReplyOf<typeof surveysApi.see>;
/** Why there is nothing to answer, or not now. */
export type Trouble = 'used' | 'expired' | 'dead' | 'too_many' | 'unreachable';
export type Heard<R> = { ok: true; reply: R } | { ok: false; trouble: Trouble };

const TROUBLES: Readonly<Record<string, Trouble>> = {
  'customers.survey_used': 'used',
  'customers.survey_expired': 'expired',
  'customers.survey_not_found': 'dead',
  'request.too_many': 'too_many',
};

async function ask<R>(method: string, token: string, body: object | null): Promise<Heard<R>> {
  const path = `/api/v1/surveys/${encodeURIComponent(token)}`;
  const wire = { method, path, body: body && JSON.stringify(body), commandId: '', isCommand: false };
  const answer = await sendWire<R>(wire).catch((): null | Answer<R> => null);
  if (answer?.ok) return { ok: true, reply: answer.reply };
  return { ok: false, trouble: TROUBLES[answer?.problem.code ?? ''] ?? 'unreachable' };
}

export const server = {
  see: (token: string) => ask<Asked>('GET', token, null),
  answer: (token: string, score: Score, comment: string) => ask<{ received: true }>('POST', token, { score, comment }),
};
