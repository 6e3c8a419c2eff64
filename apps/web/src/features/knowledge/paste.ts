/** Only what has a shape is worth more than its plain text. */
const SHAPED = 'table, ul, ol, h1, h2, h3, h4, h5, h6, a[href], strong, b, p.MsoListParagraph';
const GONE = 'script, style, meta, link, title, xml, head, template';

/** What was copied from Word, a sheet or a page, as Markdown: its words and how they are built, nothing of how they looked. Empty where plain text says as much. */
export function markdownOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const gone of body.querySelectorAll(GONE)) gone.remove();
  if (!body.querySelector(SHAPED)) return '';
  return blocks(body)
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const blocks = (node: Node): string => [...node.childNodes].map(block).join('');

function block(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return flat(node.textContent);
  if (!(node instanceof Element)) return '';
  const name = node.localName;
  const heading = /^h([1-6])$/.exec(name);
  if (heading) return `\n\n${'#'.repeat(Number(heading[1]))} ${inline(node)}\n\n`;
  if (name === 'table') return `\n\n${table(node)}\n\n`;
  if (name === 'ul' || name === 'ol') return `\n\n${list(node, '')}\n\n`;
  if (name === 'br') return '\n';
  if (/MsoList/.test(node.className)) return `\n${wordLine(inline(node))}\n`;
  if (name === 'p') return `\n\n${inline(node)}\n\n`;
  if (['div', 'section', 'article', 'body', 'blockquote', 'main'].includes(name)) return `\n${blocks(node)}\n`;
  return inlineOf(node);
}

/** Word writes a list as paragraphs that begin with their number, or with a bullet of a font of symbols. */
function wordLine(words: string): string {
  const numbered = /^[(（]?(\d{1,3})(?:[.)）．]\s+|、\s*)(?=\S)/u.exec(words);
  if (numbered) return `${numbered[1]!}. ${words.slice(numbered[0].length)}`;
  return `- ${words.replace(/^[·•§oØü\-–\s]+/u, '')}`;
}

/** What stands on lines of its own: a cell or a point of a list is one line, and nothing in it may run together. */
const LINES: ReadonlySet<string> = new Set('p div li h1 h2 h3 h4 h5 h6 tr td th blockquote pre section'.split(' '));
const flat = (text: string | null): string => (text ?? '').replace(/[\s\u00a0]+/g, ' ');
const inline = (node: Node): string => [...node.childNodes].map(inlineOf).join('').trim();

function inlineOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return flat(node.textContent);
  if (!(node instanceof Element)) return '';
  const name = node.localName;
  if (name === 'br') return '\n';
  const words = [...node.childNodes].map(inlineOf).join('');
  if (words.trim() === '') return words;
  if (LINES.has(name)) return ` ${words} `;
  if (name === 'strong' || name === 'b') return dress(words, '**');
  if (name === 'em' || name === 'i') return dress(words, '*');
  const href = name === 'a' ? node.getAttribute('href') : null;
  return href && /^(https?|mailto):/i.test(href) ? `[${words.trim()}](${encodeURI(decodeSafely(href))})` : words;
}
/** Signs stand close to their words, or Markdown does not read them. */
const dress = (words: string, sign: string): string => words.replace(/^(\s*)([^]*?)(\s*)$/, `$1${sign}$2${sign}$3`);
function decodeSafely(address: string): string {
  try {
    return decodeURI(address);
  } catch {
    return address;
  }
}

function list(node: Element, indent: string): string {
  const sign = node.localName === 'ol' ? '1. ' : '- ';
  return [...node.children]
    .map((li) => {
      const inner = [...li.children].filter((c) => c.localName === 'ul' || c.localName === 'ol');
      const own = [...li.childNodes].filter((c) => !inner.includes(c as Element));
      const words = own.map(inlineOf).join('').replace(/ {2,}/g, ' ').trim();
      return [`${indent}${sign}${words}`, ...inner.map((l) => list(l, `${indent}   `))].join('\n');
    })
    .join('\n');
}

function table(node: Element): string {
  const rows = [...node.querySelectorAll('tr')].map((tr) =>
    [...tr.children].map((cell) => inline(cell).replace(/\s+/g, ' ').replaceAll('|', '\\|')),
  );
  const width = Math.max(0, ...rows.map((r) => r.length));
  if (width === 0) return '';
  const line = (cells: readonly string[]): string =>
    `| ${Array.from({ length: width }, (_, i) => cells[i] ?? '').join(' | ')} |`;
  const [head, ...rest] = rows;
  return [line(head ?? []), line(Array.from({ length: width }, () => '---')), ...rest.map(line)].join('\n');
}
