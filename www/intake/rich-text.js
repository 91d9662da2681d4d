// Converts rich text to plain text with paragraphs. The HTML is parsed inertly (no script runs, nothing is loaded) and only
// its text is read; no element of it ever reaches the page.

import { stripHtml } from './strip-html.js';

/** Trusts HTML without attributes, which is only parsed into a document that is never shown. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('gloss-inert', { createHTML: stripHtml });

/** Elements whose text is not part of an article. */
const SILENT = new Set(['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'HEAD', 'SVG', 'MATH', 'IFRAME', 'OBJECT', 'CANVAS', 'AUDIO', 'VIDEO', 'SELECT', 'BUTTON', 'TEXTAREA']);
/** Elements that are paragraphs of their own. */
const BLOCKS = new Set(['P', 'DIV', 'LI', 'UL', 'OL', 'DL', 'DT', 'DD', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'BLOCKQUOTE', 'SECTION', 'ARTICLE', 'HEADER', 'FOOTER', 'MAIN', 'ASIDE', 'NAV', 'FIGURE', 'FIGCAPTION', 'TABLE', 'TR', 'TD', 'TH', 'PRE', 'HR', 'FORM', 'ADDRESS']);

/**
 * The text of an HTML document, with blank lines between paragraphs.
 * @param {string} html
 * @returns {string}
 */
export function textOfHtml(html) {
  const trusted = /** @type {string} */ (/** @type {unknown} */ (policy?.createHTML(html) ?? stripHtml(html)));
  const inert = new DOMParser().parseFromString(trusted, 'text/html');
  /** @type {string[]} */
  const paragraphs = [];
  let line = '';
  const end = () => {
    const words = line.replace(/[ \t\f]*\n[ \t\f]*/g, '\n').replace(/^\s+|\s+$/g, '');
    if (words) paragraphs.push(words);
    line = '';
  };
  // An explicit stack, since deeply nested markup must not overflow the call stack.
  /** @type {Array<{node: Node | null, pre: boolean, close: boolean}>} */
  const stack = [{ node: inert.body, pre: false, close: false }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, pre, close } = top;
    if (close) {
      end();
      continue;
    }
    if (!node) continue;
    if (node !== inert.body) stack.push({ node: node.nextSibling, pre, close: false });
    if (node.nodeType === Node.TEXT_NODE) {
      const words = node.nodeValue ?? '';
      if (pre) line += words;
      else line = joined(line, words.replace(/[ \t\r\n\f]+/g, ' '));
    } else if (node.nodeType === Node.ELEMENT_NODE) {
      const element = /** @type {Element} */ (node);
      const name = element.tagName.toUpperCase();
      if (SILENT.has(name) || isHidden(element)) continue;
      if (name === 'BR') line += '\n';
      const block = BLOCKS.has(name);
      if (block) {
        end();
        stack.push({ node: null, pre, close: true });
      }
      stack.push({ node: element.firstChild, pre: pre || name === 'PRE', close: false });
    }
  }
  end();
  return paragraphs.join('\n\n');
}

/** A line with words appended, without a second space between them. @param {string} line @param {string} words */
const joined = (line, words) => (words.startsWith(' ') && (line === '' || /\s$/.test(line)) ? line + words.slice(1) : line + words);

/** @param {Element} element */
const isHidden = (element) => element.hasAttribute('hidden');

/**
 * The text of a clipboard or a drag: of its rich flavour where that has paragraphs, else of its plain one.
 * @param {DataTransfer} data
 */
export function textOfTransfer(data) {
  const plain = data.getData('text/plain');
  const html = data.getData('text/html');
  if (!html || !/<(p|div|h[1-6]|li|br|blockquote|article|tr)\b/i.test(html)) return plain;
  const rich = textOfHtml(html);
  // Some editors put code, or only pictures, into the rich flavour.
  return rich.length * 2 >= plain.trim().length ? rich : plain;
}
