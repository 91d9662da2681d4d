// The filters: a button for each family of names and values in the article, and one for claims. A hidden family is plain
// text, and is not listed in the side panel.
import { byId, el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { FAMILIES, familyOf } from './kinds.js';
import { state, update } from '../shell/state.js';
import { W } from '../shell/words.js';

/** The family of a stop, or "claim". @param {import('./model.js').Stop} stop */
export const familyOfStop = (stop) => stop.mark?.family ?? 'claim';

/** Shows the buttons for the open article, and sets the classes of the article that hide families. */
export function show() {
  const { model, hiddenFamilies: off } = state;
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
  if (model.doc.unnamed.length) counts.unnamed = model.doc.unnamed.length;
  for (const { id, plural } of [...FAMILIES, { id: /** @type {const} */ ('claim'), plural: W.families.claim }]) {
    if (!counts[id]) continue;
    const button = el('button', { type: 'button', class: `filter ${id}`, 'data-filter': id, 'aria-pressed': off.has(id) ? 'false' : 'true', onclick: () => toggle(id) },
      icon(id), el('span', { class: 'sample' }, plural), el('span', { class: 'number' }, String(counts[id])));
    box.append(button);
    if (held === id) button.focus();
  }
}

/** Hides a family, or shows it again. @param {string} family */
export function toggle(family) {
  const off = new Set(state.hiddenFamilies);
  if (!off.delete(family)) off.add(family);
  update({ hiddenFamilies: off });
}
