// The minimap next to the text: the positions of what is highlighted in the whole article, and the part in view. It repeats
// the card's list of mentions, so that the keyboard need not reach it.
import { LEAF } from './view.js';
import { firstAfter } from './blocks.js';
import { byId, el } from '../shell/dom.js';

/** @typedef {import('./view.js').View} View */

/** Maximum number of ticks; more would look like one bar. */
const MOST = 300;

/**
 * Shows the positions of spans; without spans it hides the minimap. A position inside a paragraph is estimated, since
 * measuring it would force the layout of paragraphs off screen.
 * @param {View | null} view
 * @param {Array<{start: number, end: number}>} spans
 * @param {'name' | 'claim' | 'found'} how
 */
export function show(view, spans, how) {
  const map = byId('map');
  if (!view || !spans.length) {
    map.classList.remove('shown');
    return;
  }
  const { blocks } = view.model;
  const whole = view.root.getBoundingClientRect();
  const ticks = spans.slice(0, MOST).map(({ start, end }) => {
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

/** The box and the offsets between which a position is interpolated: of the paragraph where it is laid out, else of its leaf. @param {View} view @param {number} i an index of the blocks */
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

/** Shows the part of the article in view. @param {HTMLElement} article */
export function follow(article) {
  const view = /** @type {HTMLElement | null} */ (byId('map').firstChild);
  if (!view || !byId('map').classList.contains('shown')) return;
  const { top, height } = article.getBoundingClientRect();
  const share = (/** @type {number} */ y) => 100 * Math.min(1, Math.max(0, y / height));
  view.style.insetBlockStart = `${share(-top)}%`;
  view.style.insetBlockEnd = `${100 - share(innerHeight - top)}%`;
}

/** @param {(share: number) => void} go called with the relative position of a click, 0 to 1 */
export function listen(go) {
  byId('map').addEventListener('click', (event) => {
    const { top, height } = byId('map').getBoundingClientRect();
    go((event.clientY - top) / height);
  });
}
