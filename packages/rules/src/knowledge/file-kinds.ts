/** What an item may hold beside its words: pictures that are shown, papers that are downloaded. By extension, with the type that its bytes must be of. */
export const FILE_KINDS = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  gif: 'image/gif',
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  txt: 'text/plain',
  csv: 'text/csv',
} as const;
export type FileExtension = keyof typeof FILE_KINDS;
export type FileType = (typeof FILE_KINDS)[FileExtension];
export const FILE_TYPES = [...new Set(Object.values(FILE_KINDS))];

const MIB = 1_048_576;
/** Reliability checklist 16. */
export const FILE_LIMITS = {
  bytes: 20 * MIB,
  /** Of one person, in all. */
  quotaBytes: 500 * MIB,
  quotaFiles: 1_000,
  /** Of a picture. */
  pixels: 50_000_000,
  /** Of what an office file packs. */
  entries: 1_000,
  unpackedBytes: 200 * MIB,
  ratio: 100,
  name: 120,
} as const;
/** Nothing refers to it any more: kept for so many days, since a draft may be put back. */
export const FILE_UNUSED_DAYS = 7;

export const isPicture = (type: string): boolean => type.startsWith('image/');
/** As a name ends, if that is allowed. */
export function extensionOf(name: string): FileExtension | null {
  const end = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
  return end && Object.hasOwn(FILE_KINDS, end) ? (end as FileExtension) : null;
}

/** What an office file says that it holds, before anything of it is unpacked. */
export type Packing = { entries: number; packedBytes: number; unpackedBytes: number };
export const isHarmless = ({ entries, packedBytes, unpackedBytes }: Packing): boolean =>
  entries <= FILE_LIMITS.entries &&
  unpackedBytes <= FILE_LIMITS.unpackedBytes &&
  unpackedBytes <= FILE_LIMITS.ratio * Math.max(1, packedBytes);

/** Where a file is read; a text refers to it by this. */
export const fileAddress = (id: string): string => `/api/v1/knowledge/files/${id}`;
const REFERENCE = /\/api\/v1\/knowledge\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})/gi;
/** The files that a text refers to. */
export const filesIn = (body: string): string[] => [
  ...new Set([...body.matchAll(REFERENCE)].map((m) => m[1]!.toLowerCase())),
];
const LINK = new RegExp(`\\]\\(\\s*<?${REFERENCE.source}>?[^)\\n]*\\)`, 'gi');
/** A text without where its files are read: a link says what it is called. */
export const withoutFiles = (body: string): string => body.replace(LINK, ']');
