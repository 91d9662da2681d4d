// The preview of an export: text as text, and the engine's markup built element by element from a list of allowed tags and
// attributes. The browser never parses markup here.
import { el } from '../shell/dom.js';

/** Maximum number of characters of a text format, and of elements of an HTML format, in a preview. */
const MOST_CHARACTERS = 60_000;
const MOST_ELEMENTS = 6000;
/** The allowed tags. */
const TAGS = new Set('a article aside b bdi blockquote div footer h1 h2 h3 i li main p section span sup ul'.split(' '));
/** The character references that the engine writes. */
const NAMED = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" });

/** Resolves character references. @param {string} words */
const plain = (words) => words.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => NAMED[name]);

/**
 * Shows the preview.
 * @param {HTMLElement} root
 * @param {string} format its name
 * @param {string} text
 */
export function show(root, format, text) {
  root.scrollTop = 0;
  root.dataset.format = format;
  if (format !== 'rich' && format !== 'html') {
    root.replaceChildren(el('pre', {}, text.slice(0, MOST_CHARACTERS).replace(/^\ufeff/, ''), text.length > MOST_CHARACTERS ? '\n…' : ''));
    return;
  }
  // A shadow tree separates the styles of the format from those of the page.
  const host = el('div', { class: 'paper' });
  const tree = host.attachShadow({ mode: 'open' });
  const from = text.indexOf('<main>');
  tree.append(built(from < 0 ? text : text.slice(from)));
  if (from >= 0) tree.adoptedStyleSheets = [sheetOf(text)];
  root.replaceChildren(host);
}

/** The style sheet of an exported page, adapted to the shadow tree. @param {string} page */
function sheetOf(page) {
  const style = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.replace(/\b(main|footer)\b/g, '.$1').replace(/:root\b/g, ':host').replace(/^html\{/m, ':host{display:block;'));
  return sheet;
}

/** Builds elements from markup. @param {string} markup as the engine writes it */
function built(markup) {
  const all = document.createDocumentFragment();
  /** @type {Array<DocumentFragment | HTMLElement>} */
  const open = [all];
  let count = 0;
  for (const [, closing, tag, attributes, words] of markup.matchAll(/<(\/?)([a-z][a-z0-9]*)([^<>]*)>|([^<>]+)/g)) {
    const top = open[open.length - 1];
    if (words) top.append(plain(words));
    else if (!TAGS.has(tag)) continue;
    else if (closing) {
      if (open.length > 1) open.pop();
    } else if (++count > MOST_ELEMENTS) break;
    else {
      // A preview has no landmarks: their elements become plain ones with the tag as a class.
      const landmark = /^(main|aside|footer)$/.test(tag);
      const node = el(landmark ? 'div' : /** @type {'a'} */ (tag), landmark ? { class: tag } : tag === 'a' ? { target: '_blank', rel: 'noreferrer noopener' } : {});
      for (const [, name, value] of attributes.matchAll(/ (style|href|class|id|dir)="([^"]*)"/g)) {
        if (name === 'style') node.style.cssText = plain(value);
        else if (name !== 'href' || /^https?:\/\//.test(value)) node.setAttribute(name, plain(value));
      }
      top.append(node);
      open.push(node);
    }
  }
  return all;
}
