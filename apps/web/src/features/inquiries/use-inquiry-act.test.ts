import { inquiriesApi } from '@tallyboard/contracts/inquiries';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setLocale } from '../../platform/i18n';
import { useInquiryAct } from './use-inquiry-act';

type Sent = { path: string; key: string; body: Record<string, unknown> };
let sent: Sent[] = [];
/** What the server answers, in turn; null where nobody does. */
let answers: ({ status: number; body: unknown } | null)[] = [];
beforeEach(async () => {
  await setLocale('en');
  setActivePinia(createPinia());
  sent = [];
  vi.stubGlobal('fetch', async (path: string, request: { headers: Record<string, string>; body: string }) => {
    const key = request.headers['idempotency-key']!;
    sent.push({ path, key, body: JSON.parse(request.body) as Sent['body'] });
    const answer = answers.shift();
    if (!answer) throw new TypeError('network');
    return new Response(JSON.stringify(answer.body), { status: answer.status });
  });
});
afterEach(() => vi.unstubAllGlobals());

const done = { status: 200, body: { inquiry: { id: 'a', no: 'X-1', version: 9 }, messages: [] } };
const stale = { status: 409, body: { code: 'customers.name_taken', status: 409 } };
const answerOf = (text: string) => ({ id: 'a', direction: 'out', channel: 'email', text, automatic: false }) as const;

test('what nobody answered is the same command when it is sent again, and another when it was edited', async () => {
  const { act, refusal } = useInquiryAct();
  const log = (text: string) => act(inquiriesApi.logMessage, answerOf(text), () => '');
  answers = [null, null, null, done, done];
  await log('Dear Ms Braun');
  expect(refusal.value).not.toBe('');
  await log('Dear Ms Braun');
  await log('Dear Mr Braun');
  expect(await log('Dear Mr Braun')).not.toBeNull();
  expect(refusal.value).toBe('');
  // Answered: the same words again are said again.
  await log('Dear Mr Braun');
  const [first, again, edited, editedAgain, later] = sent.map((s) => s.key);
  expect(again).toBe(first);
  expect(edited).not.toBe(first);
  expect(editedAgain).toBe(edited);
  expect(later).not.toBe(edited);
});

test('a command that arrived although its answer was lost is sent as it was, not over the version that it made', async () => {
  const { act } = useInquiryAct();
  const assign = (expectedVersion: number) =>
    act(inquiriesApi.assign, { id: 'a', expectedVersion, ownerId: 'chen', note: '' }, () => '');
  answers = [null, done];
  await assign(3);
  await assign(4);
  expect(sent[1]).toEqual(sent[0]);
});

test('what was refused is asked anew, and another command of the same shape is another', async () => {
  const { act } = useInquiryAct();
  const on = { id: 'a', expectedVersion: 3 };
  answers = [stale, null, done];
  await act(inquiriesApi.restore, on, () => '');
  await act(inquiriesApi.restore, on, () => '');
  await act(inquiriesApi.disqualify, on, () => '');
  expect(new Set(sent.map((s) => s.key)).size).toBe(3);
});
