import { expect, test } from 'vitest';
import { REDEMPTION_STATES, RESOURCE_TYPES } from '../points/store/redemption.js';
import { saysSomething } from './item.js';
import { decideNote, noteText } from './note.js';
import { checkLines } from './use.js';

test('a note is asked for what one learned from and has', () => {
  const asked = RESOURCE_TYPES.filter((type) => decideNote({ userId: 'me', type, state: 'fulfilled' }, 'me').ok);
  expect(asked).toEqual(['course', 'book', 'exam']);
  const states = REDEMPTION_STATES.filter((state) => decideNote({ userId: 'me', type: 'course', state }, 'me').ok);
  expect(states).toEqual(['fulfilled']);
});

test('of what others have, nobody is told', () => {
  const theirs = { userId: 'other', type: 'course', state: 'fulfilled' } as const;
  for (const redeemed of [theirs, null])
    expect(decideNote(redeemed, 'me')).toMatchObject({ ok: false, code: 'points.redemption_not_found' });
});

test('a note that was only begun has nothing to tick off; what is done otherwise has', () => {
  const { body } = noteText('L/C', 'en', {
    learned: 'What I learned',
    change: 'What I do otherwise',
    whom: 'For whom',
  });
  expect(checkLines(body)).toEqual([]);
  expect(saysSomething({ body })).toBe(false);
  const written = body.replace('- [ ] ', '- [ ] Read 46A first').replace('learned', 'learned\n\nMuch.');
  expect(saysSomething({ body: written })).toBe(true);
  expect(checkLines(written)).toEqual([{ text: 'Read 46A first', done: null }]);
});
