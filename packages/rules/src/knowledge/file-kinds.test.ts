import { expect, test } from 'vitest';
import { extensionOf, fileAddress, filesIn, isHarmless, withoutFiles } from './file-kinds.js';

test.each([
  ['装箱单.PDF', 'pdf'],
  ['a.tar.gz', null],
  ['photo.jpeg', 'jpeg'],
  ['page.html', null],
  ['drawing.svg', null],
  ['constructor', null],
  ['a.constructor', null],
  ['.png', 'png'],
  ['report.docx.exe', null],
])('%s', (name, kind) => expect(extensionOf(name)).toBe(kind));

test.each([
  ['a letter', { entries: 20, packedBytes: 20_000, unpackedBytes: 200_000 }, true],
  ['one that blows up a hundred and one times', { entries: 1, packedBytes: 1_000, unpackedBytes: 101_000 }, false],
  ['one of too many parts', { entries: 1_001, packedBytes: 1e6, unpackedBytes: 1e6 }, false],
  ['one of too much', { entries: 2, packedBytes: 1e7, unpackedBytes: 2.2e8 }, false],
])('%s', (_, packing, ok) => expect(isHarmless(packing)).toBe(ok));

test('what a text refers to, once each', () => {
  const [a, b] = ['0192a000-0000-7000-8000-000000000001', '0192A000-0000-7000-8000-00000000000B'];
  const body = `![](${fileAddress(a)}) [x](${fileAddress(b)}) ${fileAddress(a)} /api/v1/knowledge/files/no`;
  expect(filesIn(body)).toEqual([a, b.toLowerCase()]);
});

test('of a link to a file what it is called remains; other links stay as they are', () => {
  const file = fileAddress('01a2b3c4-0000-7000-8000-000000000000');
  expect(withoutFiles(`见 [报价\\[终\\].pdf](${file}) 和 ![图](<${file}> "大图")，[网](https://example.com/a)`)).toBe(
    '见 [报价\\[终\\].pdf] 和 ![图]，[网](https://example.com/a)',
  );
});
