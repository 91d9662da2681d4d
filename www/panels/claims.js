// The table of claims: speaker, role, manner, content, certainty, and what is worth checking. It can be sorted and filtered;
// in a narrow panel its rows become cards.
import { shorten } from '../article/card-content.js';
import { el } from '../shell/dom.js';
import { familyOf, quoteLabel, speechActOf, verbOf } from '../article/kinds.js';
import { contentOf, cueOf, entityOf, handleOf, rolesOf, speakerLabel, speakerOf, tidy } from '../article/model.js';
import { W } from '../shell/words.js';
import { appendPaged, labelledSelect, linkButton } from './lists.js';

/** @typedef {import('../article/model.js').Model} Model */
/** @typedef {import('../article/model.js').Claim} Claim */
/** @typedef {'order' | 'who' | 'role' | 'how' | 'what' | 'certainty' | 'worth'} Column */

const COLUMNS = /** @type {const} */ (['who', 'role', 'how', 'what', 'certainty', 'worth']);

/** @type {{sort: Column, down: boolean, speaker: string, kind: string, source: string, about: string, when: string}} */
const DEFAULTS = { sort: 'order', down: false, speaker: '', kind: '', source: '', about: '', when: '' };

/** The order and the filters that the reader chose. */
const want = { ...DEFAULTS };

/** Whether the filters are unfolded: where there is room for them, unless the reader folds them. */
const filters = { open: matchMedia('(min-width: 68.01rem)').matches };

/** @param {HTMLElement} body @param {Model} model @param {import('./panel.js').Actions} act */
export function show(body, model, act) {
  const all = model.doc.claims;
  if (!all.length) {
    body.append(el('p', { class: 'nothing' }, W.claims.none));
    return;
  }
  const speakers = counted(all.map((claim) => speakerOf(model, claim)));
  const kinds = counted(all.map(kindOf));
  if (!speakers.has(want.speaker)) want.speaker = '';
  if (!kinds.has(want.kind)) want.kind = '';
  const subjects = counted(all.flatMap((claim) => subjectsOf(model, claim)));
  if (!subjects.has(want.about)) want.about = '';
  const claims = all.filter((claim) => (!want.speaker || speakerOf(model, claim) === want.speaker) && (!want.kind || kindOf(claim) === want.kind) && (!want.source || sourceOf(claim) === want.source)
    && (!want.about || subjectsOf(model, claim).includes(want.about)) && (!want.when || claim.tense === want.when));
  const key = keyOf(model);
  if (want.sort !== 'order') claims.sort((a, b) => compare(key(a), key(b)) || a.start - b.start);
  if (want.down) claims.reverse();
  const change = (/** @type {Partial<typeof want>} */ changes) => {
    Object.assign(want, changes);
    act.redraw();
  };
  const options = (/** @type {Map<string, number>} */ map, /** @type {(value: string) => string} */ words) => [...map].map(([value, n]) => /** @type {[string, string]} */ ([value, `${words(value)} (${n})`]));
  const filtered = want.speaker || want.kind || want.source || want.about || want.when;
  const choosers = el('div', { class: 'choosers' },
    labelledSelect('claims-speaker', W.claims.speaker, want.speaker, [['', W.claims.everyone], ...options(speakers, (name) => shorten(name, 40))], (speaker) => change({ speaker })),
    labelledSelect('claims-kind', W.claims.kind, want.kind, [['', W.claims.everyKind], ...options(kinds, (kind) => speechActOf(kind).noun)], (kind) => change({ kind })),
    labelledSelect('claims-source', W.claims.source, want.source, [['', W.claims.everySource], ['named', W.claims.named], ['unnamed', W.claims.unnamed], ['none', W.claims.unattributed]], (source) => change({ source })),
    labelledSelect('claims-about', W.claims.about, want.about, [['', W.claims.anything], ...options(subjects, (name) => shorten(name.replace(/^\n/, ''), 40))], (about) => change({ about })),
    labelledSelect('claims-when', W.claim.when, want.when, [['', W.claims.anyTime], .../** @type {const} */ (['past', 'present', 'future']).map((tense) => /** @type {[string, string]} */ ([tense, W.claim.tenses[tense]]))], (when) => change({ when })),
    labelledSelect('claims-sort', W.sortBy, want.sort, [['order', W.claims.order], ...COLUMNS.map((name) => /** @type {[string, string]} */ ([name, W.claims[name]]))], (sort) => sortBy(/** @type {Column} */ (sort))));
  const choices = el('details', { open: filters.open, ontoggle: () => {
    filters.open = choices.open;
  } }, el('summary', { id: 'claims-choose' }, W.claims.choose), choosers);
  body.append(el('div', { class: 'tools' }, choices, el('p', { class: 'tally', role: 'status' }, W.claims.found(claims.length, all.length), ' ', filtered ? el('button', { type: 'button', class: 'plain', id: 'claims-clear', onclick: () => change(DEFAULTS) }, W.claims.clear) : null)));
  if (!claims.length) {
    body.append(el('p', { class: 'nothing' }, W.claims.noneLeft));
    return;
  }
  /** @param {Column} sort */
  function sortBy(sort) {
    change({ sort, down: sort === want.sort && sort !== 'order' ? !want.down : sort === 'worth' });
  }
  const heads = COLUMNS.map((name) => el('th', { scope: 'col', role: 'columnheader', 'aria-sort': want.sort === name ? (want.down ? 'descending' : 'ascending') : null },
    el('button', { type: 'button', id: `sort-${name}`, onclick: () => sortBy(name) }, W.claims[name])));
  const rows = el('tbody', { role: 'rowgroup' });
  appendPaged(rows, claims, (claim) => line(model, claim, act.go));
  body.append(el('table', { class: 'claims', role: 'table' }, el('caption', { class: 'visually-hidden' }, W.claims.caption), el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, ...heads)), rows));
}

/** A row of the table. @param {Model} model @param {Claim} claim @param {import('./lists.js').Go} go */
function line(model, claim, go) {
  const entity = entityOf(model, claim.source?.entity);
  const at = model.doc.claims.indexOf(claim);
  const cell = (/** @type {string} */ name, /** @type {import('../shell/dom.js').Child[]} */ ...children) => el('td', { role: 'cell', class: name }, ...children);
  const inner = model.depth[at] > 0 && want.sort === 'order';
  return el('tr', { role: 'row', class: inner ? 'inner' : '', 'data-start': want.sort === 'order' ? handleOf(claim).start : null },
    cell('who', linkButton('row', `c${at}`, handleOf(claim).start, go, [
      el('span', { class: `speaker ${entity ? familyOf(entity.type) : 'unnamed'}` }, speakerLabel(model, claim)), ' ', el('span', { class: 'verb' }, verbOf(claim))])),
    cell('role', rolesOf(entity)[0] ?? (claim.source?.anonymous ? W.claims.unnamed : '')),
    cell('how', claim.cue ? el('span', {}, cueOf(model, claim.cue)) : null, el('span', { class: 'aside' }, quoteLabel(claim.quote))),
    cell('what', shorten(contentOf(model, claim), 240)),
    cell(claim.hedges.length || claim.mode !== 'said' ? 'certainty' : 'certainty unhedged', certaintyOf(model, claim)),
    cell('worth', meter(claim.check_worthiness), el('span', {}, reasonsOf(claim).slice(0, 2).join('; '))));
}

/** The certainty of a claim, in words. @param {Model} model @param {Claim} claim */
export function certaintyOf(model, claim) {
  const words = [...new Set(claim.hedges.map(({ start, end }) => `“${tidy(model.text.slice(start, end))}”`))].join(', ');
  return [W.claims.modes[claim.mode], words && W.claims.hedged(words)].filter(Boolean).join('; ') || W.claims.plain;
}

/** The reasons to check a claim or a sentence, each once, the most important first. @param {{reasons: Claim['reasons']}} what */
export const reasonsOf = ({ reasons }) => [...new Set(reasons.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight).map((reason) => reason.what))];

/** Check-worthiness as three bars with a label. @param {number} score 0 to 1 */
export function meter(score) {
  const level = levelOf(score);
  return el('span', { class: `meter level${level}`, role: 'img', 'aria-label': W.claims.levels[level], title: W.claims.levels[level] }, el('i'), el('i'), el('i'));
}

/** The level of a score, 0 to 2. @param {number} score 0 to 1 */
const levelOf = (score) => (score >= 0.7 ? 2 : score >= 0.4 ? 1 : 0);

/** The subjects of a claim: the names that its content mentions, and the families of its values, which begin with a line break. @param {Model} model @param {Claim} claim */
const subjectsOf = (model, claim) => [...new Set([...claim.entities.map((id) => entityOf(model, id)?.name ?? ''), ...claim.values.map((at) => `\n${W.families[/** @type {'date' | 'figure'} */ (familyOf(model.doc.values[at].type))]}`)])].filter(Boolean);

/** The speech act of a claim. @param {Claim} claim */
const kindOf = (claim) => claim.cue?.kind ?? 'says';

/** The kind of source of a claim. @param {Claim} claim */
const sourceOf = (claim) => (!claim.source ? 'none' : claim.source.entity === null || claim.source.anonymous ? 'unnamed' : 'named');

/** The sort key of a claim, for the order that the reader chose. @param {Model} model @returns {(claim: Claim) => string | number} */
function keyOf(model) {
  switch (want.sort) {
    case 'who': return (claim) => speakerOf(model, claim);
    case 'role': return (claim) => rolesOf(entityOf(model, claim.source?.entity))[0] ?? '\uffff';
    case 'how': return (claim) => `${speechActOf(claim.cue?.kind).noun} ${claim.quote}`;
    case 'what': return (claim) => contentOf(model, claim);
    case 'certainty': return (claim) => claim.hedges.length + (claim.mode === 'said' ? 0 : 0.5);
    case 'worth': return (claim) => claim.check_worthiness;
    default: return (claim) => claim.start;
  }
}

/** @param {string | number} a @param {string | number} b */
const compare = (a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b)));

/** The number of occurrences of each string, the most frequent first. @param {string[]} list */
function counted(list) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const each of list) counts.set(each, (counts.get(each) ?? 0) + 1);
  return new Map([...counts].sort((a, b) => b[1] - a[1]));
}
