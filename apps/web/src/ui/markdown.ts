import createDOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** What a text may consist of. No style, no class of theirs, no id, no form, nothing that loads but pictures of our own. */
const TAGS =
  'a b blockquote br code del em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s strong sub sup table tbody td th thead tr ul';
const ATTRIBUTES = ['href', 'title', 'src', 'alt', 'start', 'align'];
const PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

const urlOf = (address: string): URL | null =>
  URL.canParse(address, location.href) ? new URL(address, location.href) : null;
const mayLink = (address: string): boolean => PROTOCOLS.has(urlOf(address)?.protocol ?? '');
const isOwn = (address: string): boolean => urlOf(address)?.origin === location.origin;

const markdown = new MarkdownIt({ html: false, linkify: true, breaks: true });
markdown.validateLink = mayLink;
/** `- [ ] what to look at` is a box: the one mark in front of its line. */
const BOX = 'box';
markdown.core.ruler.after('inline', 'boxes', ({ tokens }) => {
  for (const [i, token] of tokens.entries()) {
    const line = tokens[i - 2];
    const first = token.type === 'inline' && line?.type === 'list_item_open' ? token.children?.[0] : undefined;
    const mark = first?.type === 'text' ? /^\[([ xX])\]\s/.exec(first.content) : null;
    if (!first || !mark) continue;
    first.content = `${mark[1] === ' ' ? '☐' : '☑'} ${first.content.slice(mark[0].length)}`;
    line!.attrSet('class', BOX);
  }
});

const purify = createDOMPurify(window);
/** The one class there is, which comes from the rule above: nobody can write one. */
purify.addHook('uponSanitizeAttribute', (node, attribute) => {
  if (node.nodeName === 'LI' && attribute.attrName === 'class' && attribute.attrValue === BOX)
    attribute.forceKeepAttr = true;
});
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A') {
    if (!mayLink(node.getAttribute('href') ?? '')) node.removeAttribute('href');
    node.setAttribute('rel', 'noopener noreferrer');
    node.setAttribute('target', '_blank');
  }
  // A picture from elsewhere would tell them who reads, and when.
  if (node.nodeName === 'IMG' && !isOwn(node.getAttribute('src') ?? ''))
    node.replaceWith(node.getAttribute('alt') ?? '');
  // One that is not a link opens large: `MarkdownText.vue` hears the press.
  else if (node.nodeName === 'IMG' && !node.closest('a')) {
    node.setAttribute('role', 'button');
    node.setAttribute('tabindex', '0');
    node.setAttribute('aria-haspopup', 'dialog');
  }
});

/** Markdown as HTML that can do nothing but be read. Only `MarkdownText.vue` puts it on a page. */
export const htmlOf = (text: string): string =>
  purify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: TAGS.split(' '),
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
