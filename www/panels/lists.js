// Parts of the panels: rows that go to a place in the text, lists that show more on demand, and labelled selects.
import { el } from '../shell/dom.js';
import { W } from '../shell/words.js';

/** @typedef {(key: string, start: number, from: HTMLElement) => void} Go goes to the stop of this key at this offset */

/** Number of rows that are shown at a time; a button shows more. */
const PAGE = 100;

/**
 * A list item with one button, which is highlighted together with the marks of its key.
 * @param {string} key @param {number} start @param {Go} go @param {import('../shell/dom.js').Child[]} children
 */
export const row = (key, start, go, children) => el('li', {}, linkButton('row', key, start, go, children));

/** A button that goes to a stop of the text. @param {string} classes @param {string} key @param {number} start @param {Go} go @param {import('../shell/dom.js').Child[]} children */
export function linkButton(classes, key, start, go, children) {
  return el('button', { type: 'button', class: classes, 'data-key': key, onclick: (/** @type {MouseEvent} */ event) => {
    event.stopPropagation();
    go(key, start, /** @type {HTMLElement} */ (event.currentTarget));
  } }, ...children);
}

/**
 * Appends the first items of a list, and a button that appends more.
 * @template T
 * @param {HTMLElement} into @param {T[]} items @param {(item: T) => Node} make
 */
export function appendPaged(into, items, make) {
  let shown = 0;
  const more = el('button', { type: 'button', class: 'more', onclick: next });
  const holder = el(into.tagName === 'TBODY' ? 'tr' : 'li', {}, into.tagName === 'TBODY' ? el('td', { colspan: 6 }, more) : more);
  function next() {
    const end = Math.min(items.length, shown + PAGE);
    const added = document.createDocumentFragment();
    while (shown < end) added.append(make(items[shown++]));
    holder.remove();
    into.append(added);
    more.textContent = W.more(Math.min(PAGE, items.length - shown));
    if (shown < items.length) into.append(holder);
  }
  next();
}

/**
 * A select with a label.
 * @param {string} id @param {string} label @param {string} value
 * @param {Array<[string, string]>} options values and labels
 * @param {(value: string) => void} chosen
 */
export function labelledSelect(id, label, value, options, chosen) {
  const select = el('select', { id, onchange: () => chosen(select.value) }, ...options.map(([each, words]) => el('option', { value: each, selected: each === value }, words)));
  return el('div', { class: 'chooser' }, el('label', { for: id }, label), select);
}
