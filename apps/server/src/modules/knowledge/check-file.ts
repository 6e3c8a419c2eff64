import {
  extensionOf,
  FILE_KINDS,
  FILE_LIMITS,
  type FileType,
  isHarmless,
  isPicture,
  type Packing,
} from '@tallyboard/rules/knowledge/file-kinds';
import { fileTypeFromBuffer } from 'file-type';
import { imageSize } from 'image-size';
import { fromBufferPromise } from 'yauzl';
import { AppError } from '../../platform/http/app-error.js';

const OFFICE = new Set<string>([FILE_KINDS.docx, FILE_KINDS.xlsx, FILE_KINDS.pptx]);

/** Of which type a file is: by its name, if its bytes are of that type and do nobody harm. What the browser says of it counts for nothing. */
export async function checkedType(name: string, content: Uint8Array): Promise<FileType> {
  const extension = extensionOf(name);
  if (!extension) throw new AppError('knowledge.file_kind');
  if (content.length > FILE_LIMITS.bytes) throw new AppError('knowledge.file_too_large');
  const type = FILE_KINDS[extension];
  const isSo = type.startsWith('text/') ? isText(content) : (await sniffed(content)) === type;
  if (!isSo || !(await isSafe(type, content))) throw new AppError('knowledge.file_refused');
  return type;
}

const sniffed = async (content: Uint8Array): Promise<string | undefined> =>
  (await fileTypeFromBuffer(content).catch(() => undefined))?.mime;

/** UTF-8 without anything that a text does not hold. */
function isText(content: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return false;
  }
  // Tabs and ends of lines are all that a text has below the space.
  return content.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));
}

async function isSafe(type: string, content: Uint8Array): Promise<boolean> {
  try {
    if (isPicture(type)) {
      const { width, height } = imageSize(content);
      return width * height <= FILE_LIMITS.pixels;
    }
    return !OFFICE.has(type) || isHarmless(await packingOf(content));
  } catch {
    return false;
  }
}

/** From its list of contents alone: nothing is unpacked here. A list that does not end is not read to its end. */
async function packingOf(content: Uint8Array): Promise<Packing> {
  const zip = await fromBufferPromise(Buffer.from(content.buffer, content.byteOffset, content.length), {
    lazyEntries: true,
  });
  const sum: Packing = { entries: 0, packedBytes: 0, unpackedBytes: 0 };
  for await (const entry of zip.eachEntry()) {
    sum.entries += 1;
    sum.packedBytes += entry.compressedSize;
    sum.unpackedBytes += entry.uncompressedSize;
    if (!isHarmless({ ...sum, packedBytes: Math.max(sum.packedBytes, content.length) })) break;
  }
  return sum;
}
