// The small map beside the text: where in the whole article the things are that are lit, and which part is in view.
// It repeats for the eye what the card's list of mentions says, so that it is no stop for the keyboard.
import { byId, el } from './dom.js';

/** More ticks than this would be one bar. */
const MOST = 300;

/**
 * Shows where the elements lie; none takes the map away.
 * @param {HTMLElement} article
 * @param {Array<Element | Range>} what
 * @param {'name' | 'claim' | 'found'} how
 */
export function show(article, what, how) {
  const map = byId('map');
  if (!what.length) {
    map.classList.remove('shown');
    return;
  }
  const whole = article.getBoundingClientRect();
  const ticks = what.slice(0, MOST).map((each) => {
    const { top, bottom } = each.getBoundingClientRect();
    const tick = el('i', { class: how });
    tick.style.insetBlockStart = `${(100 * (top - whole.top)) / whole.height}%`;
    tick.style.blockSize = `${(100 * (bottom - top)) / whole.height}%`;
    return tick;
  });
  const view = el('b');
  map.replaceChildren(view, ...ticks);
  map.classList.add('shown');
  follow(article);
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

/** @param {HTMLElement} article @param {(share: number) => void} go called with the part of the article that was clicked, 0 to 1 */
export function listen(article, go) {
  byId('map').addEventListener('click', (event) => {
    const { top, height } = byId('map').getBoundingClientRect();
    go((event.clientY - top) / height);
  });
  let asked = false;
  window.addEventListener('scroll', () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => {
      asked = false;
      follow(article);
    });
  }, { passive: true });
}
