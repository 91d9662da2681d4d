// What a form will look like, shown before it is taken: text as text, and our own markup built element by element from a
// list of tags and attributes that are allowed. No markup is ever parsed by the browser here.
import { el } from '../shell/dom.js';

/** Signs of a text form, and elements of a marked one, that a preview shows at most. */
const MOST_SIGNS = 60_000;
const MOST_ELEMENTS = 6000;
const TAGS = new Set('a article aside b bdi blockquote div footer h1 h2 h3 i li main p section span sup ul'.split(' '));
const NAMED = /** @type {Record<string, string>} */ ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" });

/** @param {string} words */
const plain = (words) => words.replace(/&(amp|lt|gt|quot|#39);/g, (_, name) => NAMED[name]);

/**
 * Shows a form.
 * @param {HTMLElement} root
 * @param {string} form its name
 * @param {string} text
 */
export function show(root, form, text) {
  root.scrollTop = 0;
  root.dataset.form = form;
  if (form !== 'rich' && form !== 'html') {
    root.replaceChildren(el('pre', {}, text.slice(0, MOST_SIGNS).replace(/^\ufeff/, ''), text.length > MOST_SIGNS ? '\n…' : ''));
    return;
  }
  // A shadow tree keeps the form's own styles apart from the page's.
  const host = el('div', { class: 'paper' });
  const tree = host.attachShadow({ mode: 'open' });
  const from = text.indexOf('<main>');
  tree.append(built(from < 0 ? text : text.slice(from)));
  if (from >= 0) tree.adoptedStyleSheets = [sheetOf(text)];
  root.replaceChildren(host);
}

/** The style of a page of its own, for the tree that shows it. @param {string} page */
function sheetOf(page) {
  const style = page.slice(page.indexOf('<style>') + 7, page.indexOf('</style>'));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style.replace(/\b(main|footer)\b/g, '.$1').replace(/:root\b/g, ':host').replace(/^html\{/m, ':host{display:block;'));
  return sheet;
}

/** @param {string} markup of the engine's own making */
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
      // A preview is no landmark of the page: what is one in the form has a plain element and the name as a class.
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
