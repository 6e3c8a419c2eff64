import { expect, test } from 'vitest';
import { type Frame, FrameReader, textFrame } from './frames.js';

/** A frame as a server sends it. */
function served(payload: Buffer): Buffer {
  const n = payload.length;
  if (n < 126) return Buffer.concat([Buffer.from([0x81, n]), payload]);
  if (n < 65_536) return Buffer.concat([Buffer.from([0x81, 126, n >> 8, n & 255]), payload]);
  const header = Buffer.alloc(10);
  header.set([0x81, 127]);
  header.writeBigUInt64BE(BigInt(n), 2);
  return Buffer.concat([header, payload]);
}

const SIZES = [0, 1, 125, 126, 300, 70_000, 5];
const stream = Buffer.concat(SIZES.map((n) => served(Buffer.alloc(n, 'x'))));

test.each([1, 2, 3, 7, 64, 1_000, stream.length])(
  'frames of every length class come whole from chunks of %i bytes',
  (size) => {
    const frames: Frame[] = [];
    const reader = new FrameReader(Infinity, (f) => frames.push(f));
    for (let at = 0; at < stream.length; at += size) reader.push(stream.subarray(at, at + size));
    expect(frames.map((f) => [f.opcode, f.length, f.head.length])).toEqual(SIZES.map((n) => [1, n, n]));
  },
);

test('only the beginning of a payload is kept', () => {
  const frames: Frame[] = [];
  const reader = new FrameReader(4, (f) => frames.push(f));
  const bytes = Buffer.concat([served(Buffer.from('abcdefgh')), served(Buffer.from('ij'))]);
  for (const byte of bytes) reader.push(Buffer.from([byte]));
  expect(frames.map((f) => [f.head.toString(), f.length])).toEqual([
    ['abcd', 8],
    ['ij', 2],
  ]);
});

test('what we send is masked, short or long', () => {
  expect([...textFrame('hi')]).toEqual([0x81, 0x82, 0, 0, 0, 0, 104, 105]);
  expect([...textFrame('x'.repeat(300)).subarray(0, 4)]).toEqual([0x81, 0x80 | 126, 1, 44]);
});
