import type { Problem } from '@tallyboard/contracts/problems';
import { beforeAll, expect, test } from 'vitest';
import { type Answer, NetworkLost } from '../platform/call';
import { setLocale, t } from '../platform/i18n';
import { useAsking } from './use-asking';

beforeAll(() => setLocale('en'));

test('while it is asked it is busy; what came of it is the reply, or words, in the language of the moment', async () => {
  const { busy, refusal, ask } = useAsking();
  const answers = Promise.withResolvers<Answer<number>>();
  const asked = ask(answers.promise);
  expect(busy.value).toBe(true);
  answers.resolve({ ok: true, reply: 7, commandId: 'c' });
  expect([await asked, busy.value, refusal.value]).toEqual([7, false, '']);

  const problem = { type: '', status: 409, code: 'people.last_admin' } satisfies Problem;
  expect(await ask(Promise.resolve({ ok: false, problem, commandId: 'c' }))).toBeNull();
  expect([busy.value, refusal.value]).toEqual([false, t('problem.people.last_admin')]);
  await setLocale('zh-CN');
  expect(refusal.value).toBe(t('problem.people.last_admin'));

  expect(await ask(Promise.reject(new NetworkLost('gone')))).toBeNull();
  expect([busy.value, refusal.value]).toEqual([false, t('app.unreachable')]);
  // Asked again, the words of before are gone.
  void ask(new Promise(() => undefined));
  expect(refusal.value).toBe('');
});
