/** A stretch of a text that stayed, was taken out, or came in. */
export type Change = { text: string; is: 'same' | 'removed' | 'added' };

/** Han has no spaces between words, so there each character counts; everything else goes by words, spaces and marks. */
const WORDS = /\p{Script=Han}|[\p{L}\p{M}\p{N}]+|\s+|[^\p{L}\p{M}\p{N}\s]/gu;
const LINES = /[^\n]*\n|[^\n]+$/g;
/** Up to so many comparisons the browser answers at once. */
const MOST = 4_000_000;

/** How one text became another: by words, in very long ones by lines. The removed pieces joined with what is the same give the first text, the added ones the second. */
export function changesOf(before: string, after: string): Change[] {
  const [a, b] = [before.match(WORDS) ?? [], after.match(WORDS) ?? []];
  const near = compare(a, b);
  return near ?? compare(before.match(LINES) ?? [], after.match(LINES) ?? []) ?? whole(before, after);
}

const whole = (before: string, after: string): Change[] =>
  joined([
    { text: before, is: 'removed' },
    { text: after, is: 'added' },
  ]);

/** By the longest run of pieces that both have in the same order; null where that would take too long. */
function compare(a: readonly string[], b: readonly string[]): Change[] | null {
  const start = count(Math.min(a.length, b.length), (i) => a[i] === b[i]);
  const rest = Math.min(a.length, b.length) - start;
  const end = count(rest, (i) => a[a.length - 1 - i] === b[b.length - 1 - i]);
  const [x, y] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  if (x.length * y.length > MOST) return null;
  const same = (pieces: readonly string[]): Change => ({ text: pieces.join(''), is: 'same' });
  return joined([same(a.slice(0, start)), ...walk(x, y), same(a.slice(a.length - end))]);
}

function walk(x: readonly string[], y: readonly string[]): Change[] {
  const width = y.length + 1;
  const longest = new Uint32Array((x.length + 1) * width);
  for (let i = x.length - 1; i >= 0; i -= 1)
    for (let j = y.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        x[i] === y[j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const changes: Change[] = [];
  let [i, j] = [0, 0];
  while (i < x.length || j < y.length) {
    if (i < x.length && j < y.length && x[i] === y[j]) {
      changes.push({ text: x[i]!, is: 'same' });
      i += 1;
      j += 1;
    } else if (j === y.length || (i < x.length && longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!)) {
      changes.push({ text: x[i]!, is: 'removed' });
      i += 1;
    } else {
      changes.push({ text: y[j]!, is: 'added' });
      j += 1;
    }
  }
  return changes;
}

function count(most: number, holds: (i: number) => boolean): number {
  let n = 0;
  while (n < most && holds(n)) n += 1;
  return n;
}

/** Neighbours of a kind in one piece. */
function joined(changes: readonly Change[]): Change[] {
  const out: Change[] = [];
  for (const { text, is } of changes) {
    const last = out.at(-1);
    if (text === '') continue;
    if (last?.is === is) last.text += text;
    else out.push({ text, is });
  }
  return out;
}
