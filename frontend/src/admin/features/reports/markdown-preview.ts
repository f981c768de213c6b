/**
 * Markdown as the API would show it, for the preview while somebody writes.
 *
 * The rules are the API's (chalicelib/services/markdown.py): CommonMark with tables, HTML is shown
 * and never obeyed, links lead to https and mailto only, an image is its description. The renderer
 * emits few tags and the sanitiser after it lets no other pass.
 */
import DOMPurify from 'dompurify';
import { Marked } from 'marked';

const TAGS =
  'h1 h2 h3 h4 h5 h6 p ul ol li blockquote pre code em strong hr br a table thead tbody tr th td';
const SAFE_LINK = /^(?:https:\/\/|mailto:)/i;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

const nothing = () => undefined;

const marked = new Marked({
  gfm: true,
  // HTML stays text, and so do those parts of GitHub's Markdown that the API does not know.
  tokenizer: { html: nothing, tag: nothing, del: nothing, url: nothing },
  renderer: {
    link({ href, tokens, raw }) {
      if (!SAFE_LINK.test(href)) return escapeHtml(raw);
      return `<a href="${escapeHtml(href)}">${this.parser.parseInline(tokens)}</a>`;
    },
    image: ({ text }) => escapeHtml(text),
    checkbox: ({ checked }) => (checked ? '[x] ' : '[ ] '),
  },
});

/** Give Markdown as a safe HTML fragment. */
export function renderPreview(markdown: string): string {
  return DOMPurify.sanitize(marked.parse(markdown, { async: false }), {
    ALLOWED_TAGS: TAGS.split(' '),
    ALLOWED_ATTR: ['href', 'start', 'align'],
    ADD_URI_SAFE_ATTR: ['start', 'align'],
    ALLOWED_URI_REGEXP: SAFE_LINK,
    ALLOW_ARIA_ATTR: false,
    ALLOW_DATA_ATTR: false,
  });
}
