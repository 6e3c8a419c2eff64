import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';

/** What stands on a certificate, in words, in the order in which one reads it. */
export type CertificateWords = {
  title: string;
  /** Whom it is for; the largest thing on the page. */
  name: string;
  body: string;
  award: string;
  shared: string;
  figures: string;
  /** The small print: which rule, in its own words, and as of when. */
  rule: readonly string[];
  restated: string;
  seal: string;
  company: string;
  issued: readonly [label: string, value: string][];
};

const INK = '#17212e';
const MUTED = '#5a6878';
const ACCENT = '#b73c0a';
const LINE = '#d9c3b2';
/** A4, lying. */
const [WIDTH, HEIGHT] = [841.89, 595.28];
const SEAL = 92;
const [SEAL_X, SEAL_Y] = [WIDTH - 128 - SEAL, HEIGHT - 92 - SEAL];

/** A double frame with the corners left open, as on printed forms. */
const frame = (): string => {
  const [a, b, gap] = [26, 34, 22];
  const [r, d] = [WIDTH - b, HEIGHT - b];
  return `<svg width="${WIDTH}" height="${HEIGHT}" xmlns="http://www.w3.org/2000/svg">
    <rect x="${a}" y="${a}" width="${WIDTH - 2 * a}" height="${HEIGHT - 2 * a}" fill="none" stroke="${LINE}" stroke-width="0.8"/>
    <path d="M${b + gap} ${b}H${r - gap}M${r} ${b + gap}V${d - gap}M${r - gap} ${d}H${b + gap}M${b} ${d - gap}V${b + gap}" fill="none" stroke="${ACCENT}" stroke-width="1.8"/>
  </svg>`;
};
/** The mark of the brand: the five strokes with which merits are counted, the last one being the one that was won. */
const mark = (size: number, colour: string, last = colour): string =>
  `<svg width="${size}" height="${size}" viewBox="0 0 40 40" xmlns="http://www.w3.org/2000/svg"><g fill="none" stroke-width="4.5" stroke-linecap="round">
    <path d="M7 8H33M20 8V33M20 20H31M11 19V33" stroke="${colour}"/><path d="M5 33H35" stroke="${last}"/></g></svg>`;
const seal = (): string =>
  `<svg width="${SEAL}" height="${SEAL}" viewBox="0 0 92 92" xmlns="http://www.w3.org/2000/svg"><g fill="none" stroke="${ACCENT}">
    <circle cx="46" cy="46" r="44" stroke-width="2.4"/><circle cx="46" cy="46" r="39" stroke-width="0.8"/>
    <g transform="translate(29 18) scale(0.85)" stroke-width="4.5" stroke-linecap="round"><path d="M7 8H33M20 8V33M20 20H31M11 19V33"/><path d="M5 33H35"/></g></g></svg>`;

/** How large a name may be, so that the longest company still stands on its line. */
const nameSize = (name: string): number => {
  const width = [...name].reduce((sum, c) => sum + (c.codePointAt(0)! < 0x2e80 ? 0.56 : 1), 0);
  return Math.max(20, Math.min(44, Math.floor(620 / Math.max(1, width))));
};

/** A certificate as a page; `at` is what its bytes are dated with, so that the same award gives the same ones. */
export function certificatePage(words: CertificateWords, at: string): TDocumentDefinitions {
  const rule: Content[] = words.rule.map((text) => ({ text, fontSize: 8, color: MUTED, lineHeight: 1.35 }));
  return {
    pageSize: 'A4',
    pageOrientation: 'landscape',
    pageMargins: [84, 58, 84, 46],
    info: {
      title: `${words.title} · ${words.award} · ${words.name}`,
      author: words.company,
      creationDate: new Date(at),
    },
    defaultStyle: { font: 'Print', color: INK, fontSize: 12 },
    background: () => [
      { svg: frame(), absolutePosition: { x: 0, y: 0 } },
      { svg: seal(), absolutePosition: { x: SEAL_X, y: SEAL_Y } },
      {
        absolutePosition: { x: SEAL_X, y: SEAL_Y + 65 },
        columns: [{ width: SEAL, text: words.seal, fontSize: 6.5, color: ACCENT, alignment: 'center' }],
      },
    ],
    content: [
      { svg: mark(30, INK, ACCENT), width: 30, alignment: 'center' },
      { text: words.title, bold: true, fontSize: 32, alignment: 'center', margin: [0, 8, 0, 26] },
      { text: words.name, bold: true, fontSize: nameSize(words.name), alignment: 'center' },
      {
        canvas: [{ type: 'line', x1: 197, y1: 0, x2: 477, y2: 0, lineWidth: 0.8, lineColor: LINE }],
        margin: [0, 8, 0, 16],
      },
      { text: words.body, fontSize: 15, alignment: 'center', margin: [0, 0, 0, 14] },
      {
        text: [
          { text: words.award, bold: true, fontSize: 32, color: ACCENT },
          { text: words.shared && ` ${words.shared}`, fontSize: 13, color: MUTED },
        ],
        alignment: 'center',
        margin: [0, 0, 0, 12],
      },
      { text: words.figures, fontSize: 13, alignment: 'center' },
      {
        absolutePosition: { x: 84, y: HEIGHT - 176 },
        stack: [
          { text: words.company, bold: true, fontSize: 14, margin: [0, 0, 0, 6] },
          ...words.issued.map(([label, value]): Content => ({
            text: `${label}  ${value}`,
            fontSize: 10,
            color: INK,
            lineHeight: 1.25,
          })),
        ],
      },
      {
        absolutePosition: { x: 84, y: HEIGHT - 96 },
        columns: [
          { width: 510, stack: [...rule, { text: words.restated, fontSize: 8, color: ACCENT, lineHeight: 1.35 }] },
        ],
      },
    ],
  };
}
