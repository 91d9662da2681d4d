// The panel of names: grouped by family, and sorted by place, by number of mentions or by name.
import { shorten } from '../article/card-content.js';
import { el } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { FAMILIES, familyOf } from '../article/kinds.js';
import { entityOf, rolesOf, tidy } from '../article/model.js';
import { state } from '../shell/state.js';
import { W } from '../shell/words.js';
import { appendPaged, labelledSelect, row } from './lists.js';

/** @typedef {'order' | 'count' | 'name'} Order */
/** @type {Order} */
let sort = 'order';

/** @type {Record<Order, (a: import('../article/model.js').Entity, b: import('../article/model.js').Entity) => number>} */
const ORDERS = {
  order: (a, b) => a.mentions[0].start - b.mentions[0].start,
  count: (a, b) => b.mentions.length - a.mentions.length,
  name: (a, b) => a.name.localeCompare(b.name),
};

/** @param {HTMLElement} body @param {import('../article/model.js').Model} model @param {import('./panel.js').Actions} act */
export function show(body, model, act) {
  const { order, count, name } = W.names;
  if (model.doc.entities.length > 2) {
    body.append(el('div', { class: 'tools' }, labelledSelect('names-sort', W.sortBy, sort, [['order', order], ['count', count], ['name', name]], (value) => {
      sort = /** @type {Order} */ (value);
      act.redraw();
    })));
  }
  for (const { id, plural } of FAMILIES) {
    if (state.hiddenFamilies.has(id) || id === 'date') continue;
    const entities = model.doc.entities.filter((entity) => familyOf(entity.type) === id).sort(ORDERS[sort]);
    const values = model.doc.values.map((value, i) => ({ ...value, i })).filter((value) => familyOf(value.type) === id);
    const unnamed = id === 'unnamed' ? model.doc.unnamed : [];
    const size = entities.length + unnamed.length + values.length;
    if (!size) continue;
    const list = el('ul', { class: `rows ${id}` });
    appendPaged(list, entities, (entity) => {
      const about = rolesOf(entity)[0] ?? entity.link?.description ?? '';
      const times = entity.mentions.length;
      return row(`e${entity.id}`, entity.mentions[0].start, act.go, [
        el('span', { class: entity.score < 0.6 ? 'name unsure' : 'name' }, entity.name),
        times > 1 ? el('span', { class: 'number' }, String(times), el('span', { class: 'visually-hidden' }, W.names.mentions)) : null,
        about ? el('span', { class: 'gist' }, about) : null,
      ]);
    });
    appendPaged(list, unnamed, (referent) => {
      const key = `u${referent.id}`;
      const named = entityOf(model, referent.named);
      const claims = model.claimsBy.get(key)?.length ?? 0;
      const times = referent.mentions.length;
      return row(key, referent.mentions[0].start, act.go, [
        el('span', { class: 'name' }, shorten(tidy(referent.label), 80)),
        times > 1 ? el('span', { class: 'number' }, String(times), el('span', { class: 'visually-hidden' }, W.names.mentions)) : null,
        named || claims ? el('span', { class: 'gist' }, named ? `${W.card.namedAs}${named.name}` : W.card.claims(claims)) : null,
      ]);
    });
    appendPaged(list, values, ({ start, end, i }) => row(`v${i}`, start, act.go, [el('span', { class: 'name' }, tidy(model.text.slice(start, end)))]));
    const head = [icon(id), plural, ' ', el('span', { class: 'number' }, String(size))];
    body.append(values.length
      ? el('details', { class: `kind-group ${id}`, open: size <= 8 }, el('summary', {}, ...head), list)
      : el('section', { class: `kind-group ${id}` }, el('h3', {}, ...head), list));
  }
  if (!body.querySelector('.kind-group')) body.append(el('p', { class: 'nothing' }, model.doc.entities.length ? W.names.hidden : W.names.none));
}
