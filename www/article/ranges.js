// Between offsets of the text and places in the page: a span of the text to a DOM range, the selection to a span.
import { state } from '../shell/state.js';
import { firstAfter } from './blocks.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {{start: number, end: number}} Span */

/**
 * The DOM range of start..end, cut at the end of its paragraph; null where the text is not on the page.
 * @param {View} view @param {number} start @param {number} end
 */
export function rangeOf(view, start, end) {
  const { blocks } = view.model;
  const i = firstAfter(blocks, start);
  if (i >= blocks.length) return null;
  view.ensure(start);
  const range = document.createRange();
  const walk = document.createTreeWalker(/** @type {Node} */ (view.paragraphs[i].lastChild), NodeFilter.SHOW_TEXT);
  let at = blocks[i].start;
  let begun = false;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const next = at + (node.nodeValue?.length ?? 0);
    if (!begun && next > start) {
      range.setStart(node, Math.max(0, start - at));
      begun = true;
    }
    if (begun) range.setEnd(node, Math.min(next, end) - at);
    if (next >= end) break;
    at = next;
  }
  return begun ? range : null;
}

/** The selection in the article as a span of the text, without white space at its ends. @param {HTMLElement} article @returns {Span | null} */
export function selectedSpan(article) {
  const selection = window.getSelection();
  if (!state.model || !selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return null;
  const start = offsetOf(article, range.startContainer, range.startOffset);
  const end = offsetOf(article, range.endContainer, range.endOffset);
  const words = state.text.slice(start, end);
  const from = start + (words.length - words.trimStart().length);
  const to = start + words.trimEnd().length;
  return to > from ? { start: from, end: to } : null;
}

/**
 * The offset in the text of a boundary point of the DOM. Each paragraph shows one block of the text, and the characters
 * before the point are counted in it.
 * @param {HTMLElement} article @param {Node} node @param {number} offset @returns {number}
 */
function offsetOf(article, node, offset) {
  const blocks = state.model?.blocks ?? [];
  const paragraphs = [...article.querySelectorAll('.para')];
  if (node === article || node.parentNode === article) {
    const next = node.childNodes[offset];
    const i = next ? paragraphs.findIndex((each) => next.contains(each)) : node === article ? -1 : paragraphs.findLastIndex((each) => node.contains(each)) + 1;
    return blocks[i]?.start ?? state.text.length;
  }
  const i = paragraphs.findIndex((each) => each.contains(node));
  const words = paragraphs[i]?.querySelector('p');
  if (!words || !blocks[i]) return 0;
  const before = document.createRange();
  before.selectNodeContents(words);
  if (before.comparePoint(node, offset) < 0) return blocks[i].start;
  if (before.comparePoint(node, offset) > 0) return blocks[i].end;
  before.setEnd(node, offset);
  return blocks[i].start + before.toString().length;
}
