// Places of the text on the screen: from an offset to the nodes that hold it, and lights on them. Lights are the
// browser's own highlights, under names of ours, so that lighting a thousand mentions touches no element; a browser
// without them gets a class.
import { firstAfter } from './blocks.js';

/** @typedef {import('./article.js').View} View */

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
