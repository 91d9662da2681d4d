// The dialog for one correction: the extent of the mark, its kind, its name, its reference entry, and where the correction
// applies. It makes one correction of what was changed; the engine does the rest.
import { kindLabel } from '../article/kinds.js';
import { entityOf, parseKey, tidy } from '../article/model.js';
import { referenceEntries } from '../engine/engine.js';
import { el } from '../shell/dom.js';
import { announce } from '../shell/messages.js';
import { subscribe } from '../shell/state.js';
import { W } from '../shell/words.js';
import { add, anchorOf, undo } from './store.js';

/** @typedef {import('../article/model.js').Model} Model */
/** @typedef {import('../article/ranges.js').Span} Span */
/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {'here' | 'article' | 'always'} Scope */

/** The kinds of names, in the order in which they are offered. */
const KINDS = /** @type {const} */ (['PERSON', 'ORG', 'GPE', 'LOC', 'FAC', 'NORP', 'PRODUCT', 'EVENT', 'WORK_OF_ART', 'LAW', 'LANGUAGE']);

/** A character of a word. */
const WORD = /[\p{L}\p{N}\p{M}]/u;

/**
 * Opens the dialog.
 * @param {Model} model
 * @param {Span} place the words
 * @param {string | null} key the key of the mark that they are, if they are one
 * @param {(start: number) => void} focusMark focuses the mark at an offset; called after the article was read again
 */
export function open(model, place, key, focusMark) {
  const { text } = model;
  const { what, id } = parseKey(key ?? '-');
  const entity = what === 'e' ? entityOf(model, id) : null;
  const mention = entity?.mentions.find(({ start, end }) => start === place.start && end === place.end);
  const refers = what === 'u' || (mention !== undefined && mention.kind !== 'name');
  const value = what === 'v' ? model.doc.values[id] : null;
  const was = { kind: refers ? '' : entity?.type ?? (value ? 'value' : ''), name: entity?.name ?? '', link: entity?.link ?? null };
  const span = key ? { ...place } : wholeWords(text, place);
  const original = { ...span };
  const words = () => text.slice(span.start, span.end);

  // ---- extent ----
  const quote = el('mark', {});
  const before = el('span', {});
  const after = el('span', {});
  const step = (/** @type {'start' | 'end'} */ edge, /** @type {1 | -1} */ way, /** @type {string} */ label) => el('button', { type: 'button', class: 'tool', 'aria-label': label, title: label, onclick: () => {
    const to = edge === 'start' ? nextEdge(text, span.start, way, 'start') : nextEdge(text, span.end, way, 'end');
    if (edge === 'start' ? to < span.end : to > span.start) span[edge] = to;
    refresh();
  } }, way < 0 ? '←' : '→');
  const { bounds } = W.correct;
  const edges = el('div', { class: 'edges', role: 'group', 'aria-label': W.correct.words },
    el('span', {}, bounds.begin), step('start', -1, bounds.startEarlier), step('start', 1, bounds.startLater),
    el('span', {}, bounds.end), step('end', -1, bounds.endEarlier), step('end', 1, bounds.endLater));

  // ---- kind ----
  const kind = el('select', { id: 'correct-kind', onchange: refresh },
    was.kind === '' ? el('option', { value: '' }, refers ? W.correct.refers : W.correct.choose) : null,
    value ? el('option', { value: 'value' }, kindLabel(value.type)) : null,
    ...KINDS.map((each) => el('option', { value: each }, kindLabel(each))),
    key && what !== 'u' ? el('option', { value: 'none' }, refers ? W.correct.refersToNobody : value ? W.correct.noValue : W.correct.noName) : null);
  kind.value = was.kind;

  // ---- name ----
  const name = el('input', { id: 'correct-name', list: 'correct-names', value: was.name, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': 'correct-name-hint', oninput: refresh });
  const names = el('datalist', { id: 'correct-names' }, ...model.doc.entities.map((each) => el('option', { value: each.name }, kindLabel(each.type))));
  const nameHint = el('p', { class: 'aside', id: 'correct-name-hint' });

  // ---- reference entry ----
  const entry = el('select', { id: 'correct-entry', onchange: refresh });
  const other = el('input', { id: 'correct-other', placeholder: 'Q42', autocomplete: 'off', spellcheck: 'false', pattern: '\\s*Q[1-9][0-9]*\\s*', 'aria-label': W.correct.wikidata });
  /** @type {import('../pkg/gloss.js').Link[]} */
  let entries = was.link ? [was.link] : [];
  const offer = () => {
    const chosen = entry.value;
    entry.replaceChildren(el('option', { value: 'none' }, W.correct.noEntry),
      ...entries.map((each, i) => el('option', { value: i }, [each.label, each.description].filter(Boolean).join(': '))),
      el('option', { value: 'other' }, W.correct.otherEntry));
    entry.value = chosen || (was.link ? '0' : 'none');
  };
  offer();
  referenceEntries([...new Set([was.name, ...(entity?.aliases ?? []), tidy(words())])].filter(Boolean)).then((found) => {
    entries = [...entries, ...found.filter((each) => each.label !== was.link?.label || each.description !== was.link.description)];
    offer();
  }, () => undefined);

  // ---- where it applies ----
  /** @type {Record<Scope, HTMLInputElement>} */
  const scope = { here: radio('here'), article: radio('article'), always: radio('always') };
  const scopeWords = { here: el('span', {}), article: el('span', {}), always: el('span', {}) };
  const chosenScope = () => /** @type {Scope} */ (Object.entries(scope).find(([, input]) => input.checked)?.[0] ?? 'here');
  scope[refers ? 'here' : 'article'].checked = true;
  const where = el('fieldset', {}, el('legend', {}, W.correct.where), .../** @type {Scope[]} */ (['here', 'article', 'always']).map((each) => el('label', {}, scope[each], scopeWords[each])));

  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const apply = el('button', { type: 'submit', class: 'primary' }, key ? W.correct.apply : W.correct.applyMark);
  const title = el('h2', { id: 'correct-title' });
  const ofName = [field('correct-name', W.correct.who, name, names, nameHint), field('correct-entry', W.correct.entry, entry, other)];
  const dialog = el('dialog', { class: 'sheet correct', 'aria-labelledby': 'correct-title' },
    title, el('blockquote', {}, before, quote, after), edges,
    el('form', { novalidate: true, onsubmit: (/** @type {Event} */ event) => {
      event.preventDefault();
      submit();
    } }, field('correct-kind', W.correct.what, kind), ...ofName, where, problem,
    el('div', { class: 'under' }, el('button', { type: 'button', onclick: () => dialog.close() }, W.cancel), apply)));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  refresh();
  dialog.showModal();
  kind.focus();

  /** Updates the dialog after a choice. */
  function refresh() {
    const moved = span.start !== original.start || span.end !== original.end;
    const shrunk = moved && (span.start > original.start || span.end < original.end);
    title.textContent = key ? W.correct.title(tidy(words())) : W.correct.markTitle(tidy(words()));
    const from = Math.max(0, span.start - 60);
    before.textContent = `${from ? '… ' : ''}${text.slice(from, span.start).replace(/^\S*\s/, '').replace(/\s+/g, ' ')}`;
    quote.textContent = tidy(words());
    after.textContent = `${text.slice(span.end, span.end + 60).replace(/\s\S*$/, '').replace(/\s+/g, ' ')} …`;
    const nothing = kind.value === 'none';
    const isName = kind.value !== 'none' && kind.value !== 'value';
    edges.hidden = refers && kind.value === '';
    for (const each of ofName) each.hidden = !isName;
    ofName[1].hidden ||= refers && kind.value === '';
    other.hidden = entry.value !== 'other';
    const called = name.value.trim();
    const joins = model.doc.entities.some((each) => each.name === called && each !== entity);
    nameHint.textContent = joins ? W.correct.joins(called) : called && called !== was.name ? W.correct.apart(called) : '';
    const all = nothing || !moved ? spellings() : [words()];
    scopeWords.here.textContent = W.correct.here;
    scopeWords.article.textContent = W.correct.everywhere(all.map(tidy));
    scopeWords.always.textContent = W.correct.always(tidy(words()));
    // A part of a longer mark, or a word that only refers to somebody, is corrected at one place only.
    const single = shrunk || (refers && !KINDS.some((each) => each === kind.value));
    scope.article.disabled = scope.always.disabled = single;
    if (single) scope.here.checked = true;
    where.hidden = single;
    problem.hidden = true;
  }

  /** The aliases of the entity that no other entity has, or else the words alone. */
  function spellings() {
    const alone = (/** @type {string} */ alias) => !model.doc.entities.some((each) => each !== entity && each.aliases.includes(alias));
    const all = refers ? [] : entity?.aliases.filter(alone) ?? [];
    // The first alias is the name of the entity.
    const rank = (/** @type {string} */ alias) => (alias === was.name ? Infinity : alias.length);
    return all.length ? all.sort((a, b) => rank(b) - rank(a)) : [words()];
  }

  /** The changes as a correction; null when there are none. @returns {Correction | string | null} a string is a problem for the reader */
  function correction() {
    const moved = span.start !== original.start || span.end !== original.end;
    const to = chosenScope();
    const list = to === 'article' && !moved ? spellings() : [words()];
    /** @type {Correction} */
    const made = { words: list, ...(to === 'here' ? { at: anchorOf(text, span.start, span.end) } : {}) };
    const first = Object.keys(made).length;
    if (kind.value === 'none') return { ...made, is: 'none' };
    const called = name.value.trim();
    const target = model.doc.entities.find((each) => each.name === called);
    if (kind.value === '' && !target) return refers || called ? W.correct.nobody : W.correct.chooseFirst;
    const given = /** @type {Correction['is']} */ (kind.value === 'value' ? null : kind.value || null);
    if (given && (given !== was.kind || moved || !key || value)) made.is = given;
    if (target && target !== entity && !refers && (!given || given === was.kind)) made.is = target.type;
    if (called && called !== was.name && called !== words()) made.name = called;
    if (refers && kind.value === '' && !made.name) return null;
    if (!ofName[1].hidden) {
      const chosen = entries[Number(entry.value)];
      if (entry.value === 'other') {
        const wikidata = other.value.trim();
        if (!/^Q[1-9]\d*$/.test(wikidata)) return W.correct.badNumber;
        made.link = { label: called || tidy(words()), wikidata };
      } else if (entry.value === 'none') {
        if (was.link) made.unlinked = true;
      } else if (chosen && chosen !== was.link) made.link = chosen;
    }
    return Object.keys(made).length > first ? made : null;
  }

  function submit() {
    const made = correction();
    if (typeof made === 'string') {
      problem.textContent = made;
      problem.hidden = false;
      return;
    }
    dialog.close();
    if (!made) return;
    window.getSelection()?.removeAllRanges();
    const { start } = span;
    afterReading = () => focusMark(start);
    add(made, chosenScope() === 'always');
    announce(W.correct.done, { words: W.correct.undo, act: () => undo() });
  }
}

/** Called once, when the article has been read with the correction. */
let afterReading = () => {};
subscribe('corrected', () => {
  afterReading();
  afterReading = () => {};
});

/** @param {Scope} value */
const radio = (value) => el('input', { type: 'radio', name: 'correct-scope', value });

/** Inputs with their label. @param {string} id @param {string} label @param {...HTMLElement} inputs */
const field = (id, label, ...inputs) => el('div', { class: 'field' }, el('label', { for: id }, label), ...inputs);

/** The span extended to whole words. @param {string} text @param {Span} span */
function wholeWords(text, { start, end }) {
  while (start > 0 && WORD.test(text[start]) && WORD.test(text[start - 1])) start--;
  while (end < text.length && WORD.test(text[end - 1]) && WORD.test(text[end])) end++;
  return { start, end };
}

/** The next offset, in one direction, at which a word starts or ends; the same offset where there is none in the paragraph. @param {string} text @param {number} at @param {1 | -1} way @param {'start' | 'end'} edge */
function nextEdge(text, at, way, edge) {
  const isEdge = (/** @type {number} */ i) => (edge === 'start' ? WORD.test(text[i] ?? '') && !WORD.test(text[i - 1] ?? '') : WORD.test(text[i - 1] ?? '') && !WORD.test(text[i] ?? ''));
  for (let i = at + way; i >= 0 && i <= text.length; i += way) {
    if (text[i] === '\n' && text[i - 1] === '\n') return at;
    if (isEdge(i)) return i;
  }
  return at;
}
