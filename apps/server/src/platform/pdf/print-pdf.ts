import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import type { TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces.js';
import { printFace } from './print-face.js';

type Printer = { createPdfKitDocument(page: TDocumentDefinitions): Promise<NodeJS.ReadableStream & { end(): void }> };
type Files = { existsSync(name: string): boolean; readFileSync(name: string): Buffer };
type Network = { resolve(url: string): void; resolved(): Promise<void> };
/** Required, not imported: what the default export of a module of Babel's is, bundlers and Node see differently. */
const { default: PdfPrinter } = createRequire(import.meta.url)('pdfmake/js/Printer.js') as {
  default: new (fonts: TFontDictionary, files: Files, network: Network, mayRead: (path: string) => boolean) => Printer;
};

/** Nothing is fetched, and no file is read, by what stands in a document. */
const NO_NETWORK = { resolve: (): void => undefined, resolved: (): Promise<void> => Promise.resolve() };
const nothing = (): boolean => false;

/** A document as PDF, set in the product's face (`font: 'Print'`); `letters` are all characters that occur in it. */
export async function printPdf(document: TDocumentDefinitions, letters: string): Promise<Buffer> {
  const [normal, bold] = await Promise.all([printFace(letters, 400), printFace(letters, 700)]);
  // The printer asks for files by name; these two are the only ones it finds. `pdfmake` itself keeps its fonts for all documents at once.
  const faces = new Map([
    ['normal.ttf', normal],
    ['bold.ttf', bold],
  ]);
  const files = {
    existsSync: (name: string): boolean => faces.has(name),
    readFileSync: (name: string): Buffer => faces.get(name)!,
  };
  const printer = new PdfPrinter({ Print: { normal: 'normal.ttf', bold: 'bold.ttf' } }, files, NO_NETWORK, nothing);
  const page = await printer.createPdfKitDocument(document);
  page.end();
  return buffer(page);
}
