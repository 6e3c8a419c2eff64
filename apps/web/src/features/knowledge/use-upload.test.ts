import { expect, test } from 'vitest';
import { referenceTo, useUpload } from './use-upload';

test('a picture is shown, everything else is a link; no name breaks out of it', () => {
  const id = '0192a000-0000-7000-8000-000000000001';
  expect(referenceTo({ id, name: '柜门 [1].png', type: 'image/png' })).toBe(
    `![柜门 \\[1\\].png](/api/v1/knowledge/files/${id})`,
  );
  expect(referenceTo({ id, name: '合同.pdf', type: 'application/pdf' })).toBe(
    `[合同.pdf](/api/v1/knowledge/files/${id})`,
  );
});

test('each file that is refused keeps its line, and asks nobody', async () => {
  const { upload, refused, sending } = useUpload(async () => {
    throw new Error('not to be asked');
  });
  const files = [new File([], '空.png'), new File(['x'], 'run.exe'), new File([new Uint8Array(21_000_000)], '大.pdf')];
  expect(await upload(files)).toBe('');
  expect(refused.value.map(({ name, why }) => [name, typeof why === 'string' ? why : why.code])).toEqual([
    ['空.png', 'empty'],
    ['run.exe', 'knowledge.file_kind'],
    ['大.pdf', 'knowledge.file_too_large'],
  ]);
  expect(sending.value).toBe(0);
});
