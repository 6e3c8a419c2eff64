import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { STAGES } from '../orders/stages.js';
import {
  ASK_AGAIN_DAYS,
  type AskableContact,
  chooseContact,
  isExpired,
  judgeAnswer,
  plusDays,
  surveyLanguage,
  SURVEY_STATES,
  surveyStep,
} from './survey.js';

const NOW = '2026-11-26T02:00:00.000Z';
const at = (stage: (typeof STAGES)[number], status: 'active' | 'on_hold' | 'cancelled' = 'active') => ({
  stage,
  status,
});

describe('when a survey is due', () => {
  test.each([
    ['delivered', at('DELIVERED'), at('ARRIVED'), 'ask'],
    ['straight to settled', at('SETTLED'), at('PRODUCTION'), 'ask'],
    ['delivered before, moved on', at('SETTLED'), at('DELIVERED'), null],
    ['on hold when it is delivered', at('DELIVERED', 'on_hold'), at('ARRIVED', 'on_hold'), 'ask'],
    ['not there yet', at('ARRIVED'), at('LOADED'), null],
    ['cancelled', at('DELIVERED', 'cancelled'), at('DELIVERED'), null],
    ['reopened where it stood', at('DELIVERED'), at('DELIVERED', 'cancelled'), 'ask'],
    ['lost', at('LOST'), at('QUOTED'), null],
    ['entered as it was', at('CLOSED'), null, null],
  ])('%s', (_, order, before, step) => {
    expect(surveyStep({ order, before, at: NOW }, null, NOW)).toBe(step);
  });

  test('what happened longer ago than a link lives asks nobody', () => {
    const change = { order: at('DELIVERED'), before: at('ARRIVED') };
    expect(surveyStep({ ...change, at: plusDays(NOW, -29) }, null, NOW)).toBe('ask');
    expect(surveyStep({ ...change, at: plusDays(NOW, -30) }, null, NOW)).toBeNull();
  });

  test.each(SURVEY_STATES)('a survey that is %s: once per order, and withdrawn only before it went out', (state) => {
    const early = state === 'waiting' || state === 'to_send';
    expect(surveyStep({ order: at('DELIVERED'), before: at('ARRIVED'), at: NOW }, { state }, NOW)).toBeNull();
    for (const order of [at('ARRIVED'), at('DELIVERED', 'cancelled'), at('LOST')])
      expect(surveyStep({ order, before: at('DELIVERED'), at: NOW }, { state }, NOW)).toBe(early ? 'withdraw' : null);
  });
});

const contact = (fields: Partial<AskableContact>): AskableContact => ({
  id: 'a',
  name: 'Anna',
  email: 'anna@example.com',
  position: 0,
  askedAt: null,
  ...fields,
});

describe('who is asked', () => {
  test.each<[string, AskableContact[], string]>([
    ['nobody is known', [], 'no_contact'],
    ['nobody has an address', [contact({ email: '' })], 'no_contact'],
    ['the only one was asked lately', [contact({ askedAt: plusDays(NOW, -89) })], 'asked_lately'],
    ['the only one was asked ninety days ago', [contact({ askedAt: plusDays(NOW, -90) })], 'a'],
    ['the first of the list', [contact({ id: 'b', position: 1 }), contact({})], 'a'],
    [
      'never asked goes before asked long ago',
      [contact({ askedAt: plusDays(NOW, -400) }), contact({ id: 'b', position: 1 })],
      'b',
    ],
    [
      'the one asked longest ago',
      [contact({ askedAt: plusDays(NOW, -100) }), contact({ id: 'b', position: 1, askedAt: plusDays(NOW, -200) })],
      'b',
    ],
    ['without an address one is passed over', [contact({ email: '' }), contact({ id: 'b', position: 1 })], 'b'],
  ])('%s', (_, contacts, expected) => {
    const chosen = chooseContact(contacts, NOW);
    expect('contact' in chosen ? chosen.contact.id : chosen.waits).toBe(expected);
  });

  const contacts = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.constant('x'),
      email: fc.constantFrom('', 'a@example.com', 'b@example.com'),
      position: fc.nat(5),
      askedAt: fc.option(fc.integer({ min: -400, max: -1 }).map((d) => plusDays(NOW, d))),
    }),
    { selector: (c) => c.id, maxLength: 8 },
  );
  test('always the same whatever the order in which they are read, and never one who may not be asked', () => {
    fc.assert(
      fc.property(contacts, fc.infiniteStream(fc.nat()), (list, picks) => {
        const shuffled = list
          .map((c) => [picks.next().value!, c] as const)
          .sort((a, b) => a[0] - b[0])
          .map(([, c]) => c);
        const chosen = chooseContact(list, NOW);
        expect(chooseContact(shuffled, NOW)).toEqual(chosen);
        if (!('contact' in chosen)) return;
        expect(chosen.contact.email).not.toBe('');
        expect(chosen.contact.askedAt === null || chosen.contact.askedAt <= plusDays(NOW, -ASK_AGAIN_DAYS)).toBe(true);
      }),
    );
  });
});

test('an answer of ours is kept and does not count', () => {
  const outside = { signedIn: false, knownBrowser: false, officeNetwork: false };
  expect(judgeAnswer(outside)).toEqual({ counts: true, reason: null });
  expect(judgeAnswer({ ...outside, officeNetwork: true })).toEqual({ counts: false, reason: 'office_network' });
  expect(judgeAnswer({ ...outside, knownBrowser: true })).toEqual({ counts: false, reason: 'own_browser' });
  expect(judgeAnswer({ signedIn: true, knownBrowser: false, officeNetwork: true }).reason).toBe('own_browser');
});

test('a link opens until its last instant, and a buyer is written to in a language there is', () => {
  expect(isExpired({ expiresAt: NOW }, NOW)).toBe(true);
  expect(isExpired({ expiresAt: plusDays(NOW, 1) }, NOW)).toBe(false);
  expect(['CN', 'DE', 'MX', 'TW'].map(surveyLanguage)).toEqual(['zh-CN', 'en', 'en', 'en']);
});
