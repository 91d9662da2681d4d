// What the panels are made of: rows that lead to a place in the text, lists that grow on demand, and choices.
import { el } from '../shell/dom.js';
import { W } from '../shell/words.js';

/** @typedef {(key: string, start: number, from: HTMLElement) => void} Go goes to the stop of this key at this offset */

/** Rows shown at once; the rest waits behind a button. */
const PORTION = 100;

/**
 * A list item that is one button: it lights up with the marks of its key.
 * @param {string} key @param {number} start @param {Go} go @param {import('../shell/dom.js').Child[]} children
 */
export const row = (key, start, go, children) => el('li', {}, leads('row', key, start, go, children));

/** @param {string} looks @param {string} key @param {number} start @param {Go} go @param {import('../shell/dom.js').Child[]} children */
export function leads(looks, key, start, go, children) {
  return el('button', { type: 'button', class: looks, 'data-key': key, onclick: (/** @type {MouseEvent} */ event) => {
    event.stopPropagation();
    go(key, start, /** @type {HTMLElement} */ (event.currentTarget));
  } }, ...children);
}

/**
 * Appends the items a portion at a time.
 * @template T
 * @param {HTMLElement} into @param {T[]} items @param {(item: T) => Node} make
 */
export function listed(into, items, make) {
  let shown = 0;
  const more = el('button', { type: 'button', class: 'more', onclick: next });
  const holder = el(into.tagName === 'TBODY' ? 'tr' : 'li', {}, into.tagName === 'TBODY' ? el('td', { colspan: 6 }, more) : more);
  function next() {
    const end = Math.min(items.length, shown + PORTION);
    const fresh = document.createDocumentFragment();
    while (shown < end) fresh.append(make(items[shown++]));
    holder.remove();
    into.append(fresh);
    more.textContent = W.more(Math.min(PORTION, items.length - shown));
    if (shown < items.length) into.append(holder);
  }
  next();
}

/**
 * A labelled choice.
 * @param {string} id @param {string} label @param {string} value
 * @param {Array<[string, string]>} options values and their words
 * @param {(value: string) => void} chosen
 */
export function chooser(id, label, value, options, chosen) {
  const select = el('select', { id, onchange: () => chosen(select.value) }, ...options.map(([each, words]) => el('option', { value: each, selected: each === value }, words)));
  return el('div', { class: 'chooser' }, el('label', { for: id }, label), select);
}
