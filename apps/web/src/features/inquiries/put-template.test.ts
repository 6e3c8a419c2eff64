import { expect, test } from 'vitest';
import { filledFor, putParagraph } from './put-template';

test('names are told in the language of the template, whatever the screen speaks', () => {
  const known = {
    inquiry: {
      no: 'Q-1',
      buyer: 'Safari Ltd',
      product: 'Chairs',
      country: 'KE',
    },
    contact: 'Amina',
    me: { name: '吴桐', nameEn: 'Wu Tong' },
  };
  const en = {
    body: 'Dear {{contact}}, chairs for {{country}}. {{me}}',
    language: 'en',
  } as const;
  expect(filledFor(en, known)).toBe('Dear Amina, chairs for Kenya. Wu Tong');
  const zh = { body: '{{国家}}，{{业务员}}', language: 'zh-CN' } as const;
  expect(filledFor(zh, known)).toBe('肯尼亚，吴桐');
  expect(filledFor(en, { ...known, inquiry: { ...known.inquiry, country: null } })).toContain('{{country}}');
});

test.each([
  ['', 0, 0, 'T', 'T', 1],
  ['Dear A,', 7, 7, 'T', 'Dear A,\n\nT', 10],
  ['Dear A,\n\n', 9, 9, 'T\n', 'Dear A,\n\nT', 10],
  ['before after', 7, 7, 'T', 'before\n\nT\n\nafter', 9],
  ['old', 0, 3, 'T', 'T', 1],
])('an empty line stands between a template and what is there: %j', (text, from, to, piece, whole, at) =>
  expect(putParagraph(text, from, to, piece)).toEqual({ text: whole, at }),
);
