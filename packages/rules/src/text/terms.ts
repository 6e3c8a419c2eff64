/**
 * Search in texts of two scripts. Han has no spaces between words, so it is looked up by characters and pairs of neighbours: whatever cuts
 * it into words first finds 信用证 but not 证审. Everything else goes by words, from their beginning on and with a slip of the keyboard.
 */

const PIECES = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{M}\p{N}])+/gu;
const isHan = (piece: string): boolean => /^\p{Script=Han}/u.test(piece);
/** Of a longer word only its beginning is looked at. */
const LONGEST_WORD = 40;

/** A text as it is compared: width, case and compatibility forms make no difference. */
export const plainOf = (text: string): string => text.normalize('NFKC').toLowerCase();
const wordOf = (piece: string): string => [...piece].slice(0, LONGEST_WORD).join('');

function pairsOf(run: string): string[] {
  const letters = [...run];
  return letters.length === 1 ? letters : letters.slice(1).map((letter, i) => letters[i]! + letter);
}

/** What a text is looked up by: each Han character, each pair of neighbours, each word. */
export function termsOf(text: string): string[] {
  const found = new Set<string>();
  for (const piece of plainOf(text).match(PIECES) ?? []) {
    if (!isHan(piece)) found.add(wordOf(piece));
    else for (const term of [...piece, ...pairsOf(piece)]) found.add(term);
  }
  return [...found];
}

/** What somebody looks for: runs of Han that must stand in the text as they are, and words. `meant`: where they were looked up, the words of the pool that slips stand for. */
export type SoughtText = { runs: string[]; words: string[]; meant?: ReadonlySet<string> };
export function readQuery(query: string): SoughtText {
  const pieces = [...new Set(plainOf(query).match(PIECES) ?? [])];
  return { runs: pieces.filter(isHan), words: pieces.filter((p) => !isHan(p)).map(wordOf) };
}
export const isEmptyQuery = ({ runs, words }: SoughtText): boolean => runs.length + words.length === 0;

/** Terms that every text with these runs has; it may have them apart, so the runs are looked at once more. */
export const termsOfRuns = (runs: readonly string[]): string[] => [...new Set(runs.flatMap(pairsOf))];

/** How many slips of the keyboard are forgiven in a word: one, two in a long one, none in a short one. */
const slipsIn = (typed: string): number => (typed.length >= 8 ? 2 : typed.length >= 4 ? 1 : 0);

/** Is what was typed this word: its beginning, or all of it but for a slip? */
export function isWord(typed: string, word: string): boolean {
  if (word.startsWith(typed)) return true;
  const slips = slipsIn(typed);
  return slips > 0 && Math.abs(typed.length - word.length) <= slips && distance(typed, word) <= slips;
}

/** How long a word can be that differs from what was typed by slips alone; null where none are forgiven. */
export function lengthsNear(typed: string): { least: number; most: number } | null {
  const slips = slipsIn(typed);
  return slips > 0 ? { least: typed.length - slips, most: typed.length + slips } : null;
}

/** Those of the words that may be meant by what was typed, the likeliest first, at most `most` of them. */
export const nearestWords = (typed: string, words: readonly string[], most: number): string[] =>
  words
    .filter((word) => isWord(typed, word))
    .map((word) => ({ word, slips: distance(typed, word) }))
    .sort((a, b) => a.slips - b.slips || (a.word < b.word ? -1 : 1))
    .slice(0, most)
    .map(({ word }) => word);

/** How many slips part two words: a letter too many, too few, another one, or two neighbours changed over (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const other = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + other);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}

/** A piece of a text; `hit` when it is what somebody looks for. */
export type Piece = { text: string; hit: boolean };

/** Where words were looked up nothing is compared letter by letter any more. */
const isSought = (word: string, { words, meant }: SoughtText): boolean =>
  meant ? meant.has(word) || words.some((typed) => word.startsWith(typed)) : words.some((typed) => isWord(typed, word));

/** A text in pieces, those that are sought marked: Han wherever it stands, words as `isWord` has it. */
export function markHits(text: string, sought: SoughtText): Piece[] {
  if (isEmptyQuery(sought)) return [{ text, hit: false }];
  const { plain, origin } = withOrigin(text);
  const hit = new Array<boolean>(text.length).fill(false);
  const mark = (from: number, to: number): void => void hit.fill(true, origin[from], origin[to]);
  for (const run of sought.runs)
    for (let at = plain.indexOf(run); at >= 0; at = plain.indexOf(run, at + 1)) mark(at, at + run.length);
  for (const { 0: piece, index } of plain.matchAll(PIECES))
    if (!isHan(piece) && isSought(wordOf(piece), sought)) mark(index, index + piece.length);
  const pieces: Piece[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const last = pieces.at(-1);
    if (last && last.hit === hit[i]) last.text += text[i]!;
    else pieces.push({ text: text[i]!, hit: hit[i]! });
  }
  return pieces;
}

/** The plain form with, for each of its places, where that came from. */
function withOrigin(text: string): { plain: string; origin: number[] } {
  let plain = '';
  const origin: number[] = [];
  let at = 0;
  for (const letter of text) {
    const form = plainOf(letter);
    for (let i = 0; i < form.length; i += 1) origin.push(at);
    plain += form;
    at += letter.length;
  }
  return { plain, origin: [...origin, at] };
}

/** The part of a text around the first hit, in pieces, about `size` characters; its beginning where nothing is hit. */
export function excerptOf(text: string, sought: SoughtText, size: number): Piece[] {
  const flat = text.replace(/\s+/g, ' ').trim();
  const pieces = markHits(flat, sought);
  const first = pieces.findIndex((p) => p.hit);
  const lead = pieces.slice(0, Math.max(0, first)).reduce((n, p) => n + p.text.length, 0);
  const from = first < 0 || lead < size / 2 ? 0 : lead - Math.floor(size / 4);
  const cut = cutPieces(pieces, from, from + size);
  if (from > 0) cut.unshift({ text: '…', hit: false });
  if (from + size < flat.length) cut.push({ text: '…', hit: false });
  return cut;
}

function cutPieces(pieces: readonly Piece[], from: number, to: number): Piece[] {
  let at = 0;
  return pieces.flatMap(({ text, hit }) => {
    const start = at;
    at += text.length;
    const part = text.slice(Math.max(0, from - start), Math.max(0, to - start));
    return part ? [{ text: part, hit }] : [];
  });
}
