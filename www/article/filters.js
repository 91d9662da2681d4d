// What is marked: a button for each family that the article has, and one for claims. Off means plain text and not listed.
import { byId, el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { FAMILIES, familyOf } from './kinds.js';
import { now, set } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @param {import('./model.js').Stop} stop */
export const familyOfStop = (stop) => stop.mark?.family ?? 'claim';

/** Shows the buttons for the article at hand, and keeps the article's classes in step. */
export function show() {
  const { model, off } = now;
  const box = byId('filters');
  const held = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.filter : undefined;
  box.replaceChildren();
  const article = byId('article');
  for (const name of [...FAMILIES.map(({ id }) => id), 'claim']) article.classList.toggle(`no-${name}`, off.has(name));
  if (!model) return;
  /** @type {Record<string, number>} */
  const counts = { claim: model.doc.claims.length };
  for (const { type } of model.doc.entities) counts[familyOf(type)] = (counts[familyOf(type)] ?? 0) + 1;
  for (const { type } of model.doc.values) counts[familyOf(type)] = (counts[familyOf(type)] ?? 0) + 1;
  for (const { id, plural } of [...FAMILIES, { id: /** @type {const} */ ('claim'), plural: W.families.claim }]) {
    if (!counts[id]) continue;
    const button = el('button', { type: 'button', class: `filter ${id}`, 'data-filter': id, 'aria-pressed': off.has(id) ? 'false' : 'true', onclick: () => flip(id) },
      icon(id), el('span', { class: 'sample' }, plural), el('span', { class: 'number' }, String(counts[id])));
    box.append(button);
    if (held === id) button.focus();
  }
}

/** Marks a family, or no longer. @param {string} family */
export function flip(family) {
  const off = new Set(now.off);
  if (!off.delete(family)) off.add(family);
  set({ off });
}
