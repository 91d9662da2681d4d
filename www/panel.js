// The index beside the article, and the way in for those who do not hover: names by kind, and who says what.
// Its rows and the marks of the text light up together; a row goes to its place in the text.
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { FAMILIES, actOf, familyOf, quoteWords } from './kinds.js';
import { contentOf, entityOf, handleOf, rolesOf, speakerOf, tidy } from './model.js';
import { short } from './details.js';
import { now } from './state.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {(key: string, start: number, from: HTMLElement) => void} Go */

const TABS = /** @type {const} */ ([{ id: 'names', words: 'Names' }, { id: 'claims', words: 'Claims' }]);
/** @type {'names' | 'claims'} */
let tab = 'names';
/** @type {string | null} the kind of speech act that alone is listed */
let onlyAct = null;

/** Shows the panel for the article at hand. @param {Go} go */
export function show(go) {
  const panel = byId('panel');
  const { model } = now;
  if (!model) {
    panel.replaceChildren();
    return;
  }
  const held = document.activeElement?.id ?? '';
  if (!model.doc.claims.some((claim) => (claim.cue?.kind ?? 'says') === onlyAct)) onlyAct = null;
  const counts = { names: model.doc.entities.length, claims: model.doc.claims.length };
  const tabs = el('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Index' });
  for (const { id, words } of TABS) {
    tabs.append(el('button', {
      type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'panel-body', 'aria-selected': String(tab === id), tabindex: tab === id ? 0 : -1,
      onclick: () => { tab = id; show(go); },
      onkeydown: (/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'ArrowRight' && event.key !== 'ArrowLeft') return;
        tab = tab === 'names' ? 'claims' : 'names';
        show(go);
        byId(`tab-${tab}`).focus();
      },
    }, words, ' ', el('span', { class: 'number' }, String(counts[id]))));
  }
  const body = el('div', { class: 'body', id: 'panel-body', role: 'tabpanel', 'aria-labelledby': `tab-${tab}` });
  if (tab === 'names') names(body, model, go);
  else claims(body, model, go);
  panel.replaceChildren(tabs, body);
  if (held.startsWith('tab-') || held.startsWith('act-')) document.getElementById(held)?.focus();
}

/** @param {HTMLElement} body @param {Model} model @param {Go} go */
function names(body, model, go) {
  for (const { id, plural } of FAMILIES) {
    if (now.off.has(id)) continue;
    const entities = model.doc.entities.filter((entity) => familyOf(entity.type) === id);
    const values = model.doc.values.map((value, i) => ({ ...value, i })).filter((value) => familyOf(value.type) === id);
    if (!entities.length && !values.length) continue;
    const list = el('ul', { class: `rows ${id}` });
    for (const entity of entities) {
      const about = rolesOf(entity)[0] ?? entity.link?.description ?? '';
      const count = entity.mentions.length;
      list.append(row(`e${entity.id}`, entity.mentions[0].start, go, [
        el('span', { class: 'name' }, entity.name),
        count > 1 ? el('span', { class: 'number' }, String(count), el('span', { class: 'unseen' }, ' mentions')) : null,
        about ? el('span', { class: 'about' }, about) : null,
      ]));
    }
    for (const { start, end, iso, i } of values) {
      list.append(row(`v${i}`, start, go, [el('span', { class: 'name' }, tidy(model.text.slice(start, end))), iso ? el('span', { class: 'iso' }, iso) : null]));
    }
    const folded = id === 'figure' || id === 'date';
    const head = [icon(id), plural, ' ', el('span', { class: 'number' }, String(entities.length + values.length))];
    body.append(folded
      ? el('details', { class: `kindred ${id}`, open: entities.length + values.length <= 8 }, el('summary', {}, ...head), list)
      : el('section', { class: `kindred ${id}` }, el('h3', {}, ...head), list));
  }
  if (!body.childElementCount) body.append(el('p', { class: 'nothing' }, model.doc.entities.length ? 'All kinds are switched off.' : 'No names were found in this text.'));
}

/** @param {HTMLElement} body @param {Model} model @param {Go} go */
function claims(body, model, go) {
  const { claims: all } = model.doc;
  const kinds = [...new Set(all.map((claim) => claim.cue?.kind ?? 'says'))];
  if (kinds.length > 1) {
    const acts = el('div', { class: 'acts', role: 'group', 'aria-label': 'Kinds of claim' });
    for (const kind of [null, ...kinds]) {
      const count = kind ? all.filter((claim) => (claim.cue?.kind ?? 'says') === kind).length : all.length;
      acts.append(el('button', { type: 'button', id: `act-${kind ?? 'all'}`, 'aria-pressed': String(onlyAct === kind), onclick: () => { onlyAct = kind; show(go); } },
        kind ? actOf(kind).noun : 'All', ' ', el('span', { class: 'number' }, String(count))));
    }
    body.append(acts);
  }
  const list = el('ul', { class: 'rows claims' });
  all.forEach((claim, i) => {
    if (onlyAct && (claim.cue?.kind ?? 'says') !== onlyAct) return;
    const entity = entityOf(model, claim.source?.entity);
    const role = rolesOf(entity)[0];
    const notes = [quoteWords(claim.quote)];
    if (claim.hedges.length) notes.push('with doubt');
    if (claim.source?.anonymous) notes.push('source not named');
    const li = row(`c${i}`, handleOf(claim).start, go, [
      el('span', { class: 'who' }, el('span', { class: `speaker ${entity ? familyOf(entity.type) : 'unnamed'}` }, speakerOf(model, claim)), ' ', el('span', { class: 'verb' }, claim.source ? actOf(claim.cue?.kind).verb : '')),
      role ? el('span', { class: 'about' }, role) : null,
      el('span', { class: 'what' }, short(contentOf(model, claim), 240)),
      el('span', { class: 'notes' }, notes.filter(Boolean).join(' · ')),
    ]);
    if (model.depth[i] && !onlyAct) li.classList.add('inner');
    list.append(li);
  });
  body.append(all.length ? list : el('p', { class: 'nothing' }, 'Nobody is quoted or reported in this text.'));
}

/** @param {string} key @param {number} start @param {Go} go @param {import('./dom.js').Child[]} children */
function row(key, start, go, children) {
  return el('li', {}, el('button', { type: 'button', class: 'row', 'data-key': key, onclick: (/** @type {MouseEvent} */ event) => {
    event.stopPropagation();
    go(key, start, /** @type {HTMLElement} */ (event.currentTarget));
  } }, ...children));
}

/** Lights the row of what is lit. */
export function light() {
  for (const node of byId('panel').querySelectorAll('[data-key]')) {
    node.classList.toggle('lit', /** @type {HTMLElement} */ (node).dataset.key === now.lit);
  }
}
