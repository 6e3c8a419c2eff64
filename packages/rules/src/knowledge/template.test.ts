import { expect, test } from 'vitest';
import { fillTemplate, isTemplateIn, openPlaces } from './template.js';

const REPLY = `Dear {{contact}},

Thank you for your inquiry about {{product}}. To quote exactly, may I ask for the quantity and the port?

Best regards, {{me}}`;

test('what is known is filled in, what is not stays open', () => {
  const filled = fillTemplate(REPLY, { contact: 'Anna', product: ' ' });
  expect(filled).toContain('Dear Anna,');
  expect(openPlaces(filled)).toEqual(['{{product}}', '{{me}}']);
  expect(fillTemplate('{{联系人}}您好，{{ 产品 }}，{{别的}}', { contact: '安娜', product: '合页' })).toBe(
    '安娜您好，合页，{{别的}}',
  );
});

test.each([
  ['as it was inserted', fillTemplate(REPLY, { contact: 'Anna', product: 'hinges', me: 'Lin' }), true],
  ['with words of one’s own around it', `Hi!\n${REPLY}\nP.S. We are closed on Monday.`, true],
  ['with a sentence struck out', REPLY.replace(/Dear.*\n/, '').replace('Best regards,', ''), true],
  ['only its greeting', 'Dear Anna, best regards, Lin', false],
  ['nothing of it', 'We do not make these.', false],
  ['nothing at all', '', false],
])('a template is in what is sent: %s', (_, text, is) => expect(isTemplateIn(REPLY, text)).toBe(is));

test('in Chinese it is told by characters', () => {
  const body = '{{联系人}}您好，报价附上，有效期七天，交期三十五天。';
  expect(isTemplateIn(body, '安娜您好，报价附上，有效期七天，交期四十天。')).toBe(true);
  expect(isTemplateIn(body, '安娜您好，我们不做这个。')).toBe(false);
  expect(isTemplateIn('{{me}}', 'Lin')).toBe(false);
});
