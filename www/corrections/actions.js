// The ways to make a correction: from a card, from selected words, with a key, and from the line that counts corrections.
import * as card from '../article/card.js';
import { selectedSpan } from '../article/ranges.js';
import { byId, el } from '../shell/dom.js';
import { announce } from '../shell/messages.js';
import { state, subscribe } from '../shell/state.js';
import { W } from '../shell/words.js';
import * as dialog from './dialog.js';
import { show as showList } from './list.js';
import * as store from './store.js';

/** @typedef {import('../article/ranges.js').Span} Span */

/**
 * @typedef {object} Reader the actions on the article that corrections need
 * @property {(spans: Span[], at: number) => void} showSpans highlights these words
 * @property {(start: number) => void} focusMark focuses the mark at this offset
 */

/** A selection longer than this is hardly a name, in UTF-16 code units. */
const LONGEST = 200;

/** @type {HTMLElement | null} */
let article = null;
/** @type {Reader | null} */
let reader = null;

const markButton = el('button', { type: 'button', class: 'marker', hidden: true, onclick: () => openAt(null) }, W.correct.mark);

/** Listens to the selection and to the keys of undo. @param {HTMLElement} root the article @param {Reader} onArticle */
export function listen(root, onArticle) {
  article = root;
  reader = onArticle;
  document.body.append(markButton);
  document.addEventListener('selectionchange', offerMark);
  subscribe('corrected', showCount);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || typing) return;
    if (event.shiftKey ? redo() : undo()) event.preventDefault();
  });
}

/** Shows the button that marks the selection, below its last line. */
function offerMark() {
  const words = selected();
  markButton.hidden = words === null;
  if (!words) return;
  const lines = [...window.getSelection()?.getRangeAt(0).getClientRects() ?? []];
  const last = lines[lines.length - 1];
  if (!last) return;
  const { clientWidth } = document.documentElement;
  markButton.style.insetInlineStart = `${Math.max(8, Math.min(last.right - markButton.offsetWidth / 2, clientWidth - markButton.offsetWidth - 8)) + window.scrollX}px`;
  markButton.style.insetBlockStart = `${last.bottom + window.scrollY + 8}px`;
}

/** The selected words, where they may be a name. @returns {Span | null} */
function selected() {
  if (!article || article.hidden || window.getSelection()?.isCollapsed !== false) return null;
  const span = selectedSpan(article);
  return span && span.end - span.start <= LONGEST && !state.text.slice(span.start, span.end).includes('\n') ? span : null;
}

/** Opens the dialog for the subject of a card. @param {string} key @param {Span | null} at the mention that the card was opened for */
export function open(key, at) {
  if (!state.model || !reader) return;
  const place = at ?? state.model.marks.get(key)?.[0];
  card.close();
  if (place) dialog.open(state.model, { start: place.start, end: place.end }, key, reader.focusMark);
}

/**
 * Says who the source of a claim is, or opens the dialog for somebody else.
 * @param {import('../article/model.js').Claim} claim
 * @param {import('../article/model.js').Entity | null} entity
 */
export function settle({ source }, entity) {
  if (!source || !state.model || !reader) return;
  const { start, end } = source;
  card.close(true);
  if (!entity) {
    // The words only refer to somebody, so that the dialog offers names and this place alone.
    dialog.open(state.model, { start, end }, `u${source.unnamed ?? -1}`, reader.focusMark);
    return;
  }
  store.add({ words: [state.text.slice(start, end)], at: store.anchorOf(state.text, start, end), name: entity.name }, false);
  announce(W.correct.done, { words: W.correct.undo, act: undo });
}

/** Opens the dialog for the selection, or else for a mark. @param {import('../article/model.js').Stop | null} stop */
export function openAt(stop) {
  const words = selected();
  markButton.hidden = true;
  if (words) mark(words);
  else if (stop?.mark) open(stop.key, stop);
  else announce(W.correct.nothing);
}

/** Opens the dialog for words that are not marked. @param {Span} words */
export function mark(words) {
  if (state.model && reader) dialog.open(state.model, words, null, reader.focusMark);
}

/** Shows the list of all corrections. */
export function list() {
  if (reader) showList(reader.showSpans);
}

/** Undoes the last correction. @returns {boolean} whether there was one */
export function undo() {
  const done = store.undo();
  if (done) announce(W.correct.undone, { words: W.correct.redo, act: redo });
  return done;
}

/** Redoes the correction that was undone last. @returns {boolean} whether there was one */
export function redo() {
  const done = store.redo();
  if (done) announce(W.correct.redone, { words: W.correct.undo, act: undo });
  return done;
}

/** Shows how many corrections apply to the article, and how many of its own no longer do. */
function showCount() {
  const line = byId('corrected');
  const known = state.dictionary.length;
  const own = state.corrections.length;
  const here = own + state.corrected.slice(0, known).filter((places) => places.length).length;
  const lost = state.corrected.slice(known).filter((places) => !places.length).length;
  line.hidden = here === 0;
  line.replaceChildren(el('button', { type: 'button', onclick: list }, W.correct.count(here)), lost ? el('span', { class: 'lost' }, W.correct.lost(lost)) : '');
}
