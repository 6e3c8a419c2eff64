import { expect, test } from 'vitest';
import { referenceTo } from './use-upload';

test('a picture is shown, everything else is a link; no name breaks out of it', () => {
  const id = '0192a000-0000-7000-8000-000000000001';
  expect(referenceTo({ id, name: '柜门 [1].png', type: 'image/png' })).toBe(
    `![柜门 \\[1\\].png](/api/v1/knowledge/files/${id})`,
  );
  expect(referenceTo({ id, name: '合同.pdf', type: 'application/pdf' })).toBe(
    `[合同.pdf](/api/v1/knowledge/files/${id})`,
  );
});
