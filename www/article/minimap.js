// The small map beside the text: where in the whole article the things are that are lit, and which part is in view.
// It repeats for the eye what the card's list of mentions says, so that it is no stop for the keyboard.
import { LEAF } from './view.js';
import { firstAfter } from './blocks.js';
import { byId, el } from '../shell/dom.js';

/** @typedef {import('./view.js').View} View */

/** More ticks than this would be one bar. */
const MOST = 300;

/**
 * Shows where words lie; none takes the map away. A place within its paragraph is reckoned, for to ask for it would lay
 * out every paragraph that nobody looks at.
 * @param {View | null} view
 * @param {Array<{start: number, end: number}>} spots
 * @param {'name' | 'claim' | 'found'} how
 */
export function show(view, spots, how) {
  const map = byId('map');
  if (!view || !spots.length) {
    map.classList.remove('shown');
    return;
  }
  const { blocks } = view.model;
  const whole = view.root.getBoundingClientRect();
  const ticks = spots.slice(0, MOST).map(({ start, end }) => {
    const i = firstAfter(blocks, start);
    const { top, height, from, to } = extentOf(view, i);
    const inner = (/** @type {number} */ at) => (height * (at - from)) / (to - from);
    const tick = el('i', { class: how });
    tick.style.insetBlockStart = `${(100 * (top - whole.top + inner(start))) / whole.height}%`;
    tick.style.blockSize = `${(100 * (inner(Math.min(end, blocks[i].end)) - inner(start))) / whole.height}%`;
    return tick;
  });
  map.replaceChildren(el('b'), ...ticks);
  map.classList.add('shown');
  follow(view.root);
}

/** What a place is reckoned within: its paragraph where that is laid out, else its leaf. @param {View} view @param {number} i an index of the blocks */
function extentOf({ paragraphs, model: { blocks } }, i) {
  const leaf = paragraphs[i]?.parentElement;
  if (!leaf) return { top: 0, height: 0, from: 0, to: 1 };
  if (leaf.hasAttribute('data-near')) {
    const { top, height } = paragraphs[i].getBoundingClientRect();
    return { top, height, from: blocks[i].start, to: blocks[i].end };
  }
  const first = i - (i % LEAF);
  const { top, height } = leaf.getBoundingClientRect();
  return { top, height, from: blocks[first].start, to: blocks[first + leaf.children.length - 1].end };
}

/** Keeps the part in view in step with the scroll. @param {HTMLElement} article */
export function follow(article) {
  const view = /** @type {HTMLElement | null} */ (byId('map').firstChild);
  if (!view || !byId('map').classList.contains('shown')) return;
  const { top, height } = article.getBoundingClientRect();
  const share = (/** @type {number} */ y) => 100 * Math.min(1, Math.max(0, y / height));
  view.style.insetBlockStart = `${share(-top)}%`;
  view.style.insetBlockEnd = `${100 - share(innerHeight - top)}%`;
}

/** @param {(share: number) => void} go called with the part of the article that was clicked, 0 to 1 */
export function listen(go) {
  byId('map').addEventListener('click', (event) => {
    const { top, height } = byId('map').getBoundingClientRect();
    go((event.clientY - top) / height);
  });
}
