import { expect, test } from 'vitest';
import { keptTemplates } from './kept-templates';

test('what was kept is read again, and nonsense is none', () => {
  const one = { itemId: 'a', revision: 1, title: 'T', body: 'B' };
  expect(keptTemplates(JSON.stringify([one, { itemId: 'b' }, null]))).toEqual([one]);
  for (const nonsense of [null, '', '{', '{}', '7']) expect(keptTemplates(nonsense)).toEqual([]);
});
