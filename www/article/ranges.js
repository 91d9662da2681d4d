// Places of the text on the screen: from an offset to the nodes that hold it and back, and lights on them. Lights are the
// browser's own highlights, under names of ours, so that lighting a thousand mentions touches no element; a browser
// without them gets a class.
import { firstAfter } from './blocks.js';
import { now } from '../shell/state.js';

/** @typedef {import('./view.js').View} View */
/** @typedef {{start: number, end: number}} Span */

/**
 * The range that shows start..end, within one paragraph; null where the text is not on the page.
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

/** @typedef {'lit' | 'said' | 'source' | 'cue' | 'found'} Light */

/** @type {Partial<Record<Light, Element[]>>} */
const classed = {};

/**
 * Lights elements or ranges in place of what this light lit before.
 * @param {Light} name
 * @param {Iterable<Element | Range>} what
 */
export function light(name, what) {
  const highlights = globalThis.CSS?.highlights;
  if (highlights && globalThis.Highlight) {
    const ranges = [...what].map((each) => {
      if (each instanceof Range) return each;
      const range = document.createRange();
      range.selectNodeContents(each);
      return range;
    });
    if (ranges.length) highlights.set(name, new Highlight(...ranges));
    else highlights.delete(name);
    return;
  }
  for (const node of classed[name] ?? []) node.classList.remove(name);
  classed[name] = [...what].filter((each) => each instanceof Element);
  for (const node of classed[name]) node.classList.add(name);
}

/** The passage that is selected in the article, as a span of the text. @param {HTMLElement} article @returns {Span | null} */
export function passageOf(article) {
  const selection = window.getSelection();
  if (!now.model || !selection?.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!article.contains(range.commonAncestorContainer)) return null;
  const start = placeOf(article, range.startContainer, range.startOffset);
  const end = placeOf(article, range.endContainer, range.endOffset);
  const words = now.text.slice(start, end);
  const from = start + (words.length - words.trimStart().length);
  const to = start + words.trimEnd().length;
  return to > from ? { start: from, end: to } : null;
}

// Each paragraph of the article shows one block of the text; the words before the place are counted in it.
/** @param {HTMLElement} article @param {Node} node @param {number} offset @returns {number} */
function placeOf(article, node, offset) {
  const blocks = now.model?.blocks ?? [];
  const paragraphs = [...article.querySelectorAll('.para')];
  if (node === article || node.parentNode === article) {
    const next = node.childNodes[offset];
    const i = next ? paragraphs.findIndex((each) => next.contains(each)) : node === article ? -1 : paragraphs.findLastIndex((each) => node.contains(each)) + 1;
    return blocks[i]?.start ?? now.text.length;
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
