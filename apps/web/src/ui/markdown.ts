import createDOMPurify from 'dompurify';
import MarkdownIt from 'markdown-it';

/** What a text may consist of. No style, no class, no id, no form, nothing that loads but pictures of our own. */
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
/** `- [ ] what to look at` is a box. */
markdown.core.ruler.after('inline', 'boxes', ({ tokens }) => {
  for (const [i, token] of tokens.entries()) {
    const first = token.type === 'inline' && tokens[i - 2]?.type === 'list_item_open' ? token.children?.[0] : undefined;
    if (first?.type === 'text')
      first.content = first.content.replace(/^\[([ xX])\]\s/, (_, mark: string) => (mark === ' ' ? '☐ ' : '☑ '));
  }
});

const purify = createDOMPurify(window);
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.nodeName === 'A') {
    if (!mayLink(node.getAttribute('href') ?? '')) node.removeAttribute('href');
    node.setAttribute('rel', 'noopener noreferrer');
    node.setAttribute('target', '_blank');
  }
  // A picture from elsewhere would tell them who reads, and when.
  if (node.nodeName === 'IMG' && !isOwn(node.getAttribute('src') ?? ''))
    node.replaceWith(node.getAttribute('alt') ?? '');
});

/** Markdown as HTML that can do nothing but be read. Only `MarkdownText.vue` puts it on a page. */
export const htmlOf = (text: string): string =>
  purify.sanitize(markdown.render(text), {
    ALLOWED_TAGS: TAGS.split(' '),
    ALLOWED_ATTR: ATTRIBUTES,
    ALLOW_DATA_ATTR: false,
    ALLOW_ARIA_ATTR: false,
  });
