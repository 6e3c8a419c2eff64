import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  distance,
  excerptOf,
  isWord,
  lengthsNear,
  markHits,
  nearestWords,
  plainOf,
  readQuery,
  termsOf,
  termsOfRuns,
} from './terms.js';

/** As the database does it: all terms are there, and then the runs themselves. */
const finds = (text: string, query: string): boolean => {
  const { runs, words } = readQuery(query);
  const terms = termsOf(text);
  return (
    termsOfRuns(runs).every((t) => terms.includes(t)) &&
    runs.every((r) => plainOf(text).includes(r)) &&
    words.every((w) => terms.some((t) => isWord(w, t)))
  );
};
const marked = (text: string, query: string): string =>
  markHits(text, readQuery(query))
    .map((p) => (p.hit ? `[${p.text}]` : p.text))
    .join('');
const HAN = [...'信用证审核要点单清关提正本原产地'];
const han = fc.array(fc.constantFrom(...HAN), { minLength: 1, maxLength: 30 }).map((a) => a.join(''));
const mixed = fc
  .array(fc.oneof(han, fc.constantFrom('FOB ', 'L/C ', 'shipment ', '，', ' 40HQ ', '\n')), { maxLength: 12 })
  .map((a) => a.join(''));

describe('Han', () => {
  test('is found across what a dictionary takes for words', () => {
    expect(finds('信用证审核要点', '证审')).toBe(true);
    expect(finds('信用证审核要点', '要')).toBe(true);
    expect(finds('信用证明', '证审')).toBe(false);
    // Both pairs are there, but not in one run.
    expect(finds('单证审，证单', '证单证')).toBe(false);
  });
  test('is found exactly where it stands in the text', () => {
    fc.assert(
      fc.property(mixed, han, (text, sought) => {
        expect(finds(text, sought)).toBe(text.includes(sought));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('words', () => {
  test.each([
    ['shipment', 'shipment', true],
    ['ship', 'shipment', true],
    ['shipmnet', 'shipment', true],
    ['shipmint', 'shipment', true],
    ['shpmint', 'shipment', false],
    ['incotrems', 'incoterms', true],
    ['fob', 'fop', false],
    ['fob', 'cif', false],
  ])('%s is taken for %s: %s', (typed, word, is) => expect(isWord(typed, word)).toBe(is));
  test('the likeliest words come first; where no slip is forgiven there are none', () => {
    const words = ['shipments', 'shipment', 'shipping', 'ship', 'shopmant'];
    expect(nearestWords('shipmant', words, 9)).toEqual(['shipment', 'shopmant', 'shipments']);
    expect(nearestWords('shipmant', words, 1)).toEqual(['shipment']);
    expect(lengthsNear('fob')).toBeNull();
  });
  test('a word that is meant is of a length that is looked at', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b'), minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(word, word, (typed, other) => {
        fc.pre(isWord(typed, other) && !other.startsWith(typed));
        const { least, most } = lengthsNear(typed)!;
        expect(other.length >= least && other.length <= most).toBe(true);
      }),
    );
  });
  test('width and case make no difference', () => expect(finds('ＦＯＢ上海', 'fob 上海')).toBe(true));
  test('slips are counted alike from both sides', () => {
    const word = fc.string({ maxLength: 8 });
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(distance(a, b)).toBe(distance(b, a));
      }),
    );
  });
});

test('hits are marked in the text as it was written', () => {
  expect(marked('信用证审核要点', '证审')).toBe('信用[证审]核要点');
  expect(marked('条款 ＦＯＢ Shanghai', 'fob shanghia')).toBe('条款 [ＦＯＢ] [Shanghai]');
  expect(marked('证证证', '证证')).toBe('[证证证]');
});

test('marking loses nothing', () => {
  fc.assert(
    fc.property(fc.oneof(mixed, fc.string({ unit: 'grapheme' })), han, (text, sought) => {
      const pieces = markHits(text, readQuery(sought));
      expect(pieces.map((p) => p.text).join('')).toBe(text);
    }),
  );
});

test('an excerpt shows the first hit', () => {
  const text = `${'前言。'.repeat(60)}信用证审核要点${'后记。'.repeat(60)}`;
  const pieces = excerptOf(text, readQuery('证审'), 60);
  expect(pieces.find((p) => p.hit)?.text).toBe('证审');
  expect(pieces[0]!.text).toBe('…');
  expect(pieces.map((p) => p.text).join('').length).toBeLessThanOrEqual(62);
  expect(excerptOf('短文', readQuery('没有'), 60)).toEqual([{ text: '短文', hit: false }]);
});
