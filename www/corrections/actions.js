// The ways to put something right: from a card, from words that are selected, with a key, from the line that counts the
// corrections.
import * as card from '../article/card.js';
import * as correct from './dialog.js';
import * as corrections from './store.js';
import * as dictionary from './list.js';
import { byId, el, say } from '../shell/dom.js';
import { passageOf } from '../article/ranges.js';
import { now, on } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @typedef {import('../article/ranges.js').Span} Span */
/** @typedef {{look: (spots: Span[], at: number) => void, settle: (start: number) => void}} Act look: shows these words; settle: puts the keyboard there */

/** Words longer than this are hardly a name. */
const LONGEST = 200;

/** @type {HTMLElement | null} */
let article = null;
/** @type {Act | null} */
let act = null;

const tool = el('button', { type: 'button', class: 'marker', hidden: true, onclick: () => openAt(null) }, W.correct.mark);

/** @param {HTMLElement} root the article @param {Act} what */
export function listen(root, what) {
  article = root;
  act = what;
  document.body.append(tool);
  document.addEventListener('selectionchange', offer);
  on('corrected', count);
  document.addEventListener('keydown', (event) => {
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z' || typing) return;
    if (event.shiftKey ? redo() : undo()) event.preventDefault();
  });
}

/** Offers to mark what is selected, below its last line. */
function offer() {
  const words = selected();
  tool.hidden = words === null;
  if (!words) return;
  const lines = [...window.getSelection()?.getRangeAt(0).getClientRects() ?? []];
  const last = lines[lines.length - 1];
  if (!last) return;
  const { clientWidth } = document.documentElement;
  tool.style.insetInlineStart = `${Math.max(8, Math.min(last.right - tool.offsetWidth / 2, clientWidth - tool.offsetWidth - 8)) + window.scrollX}px`;
  tool.style.insetBlockStart = `${last.bottom + window.scrollY + 8}px`;
}

/** The selected words, when they may be a name. @returns {Span | null} */
function selected() {
  if (!article || article.hidden || window.getSelection()?.isCollapsed !== false) return null;
  const span = passageOf(article);
  return span && span.end - span.start <= LONGEST && !now.text.slice(span.start, span.end).includes('\n') ? span : null;
}

/** Puts right what a card speaks of, at the place where it was opened. @param {string} key @param {Span | null} at */
export function open(key, at) {
  if (!now.model || !act) return;
  const place = at ?? now.model.marks.get(key)?.[0];
  card.close();
  if (place) correct.open(now.model, { start: place.start, end: place.end }, key, act.settle);
}

/** Puts right what is selected, or else a mark. @param {import('../article/model.js').Stop | null} stop */
export function openAt(stop) {
  const words = selected();
  tool.hidden = true;
  if (words) mark(words);
  else if (stop?.mark) open(stop.key, stop);
  else say(W.correct.nothing);
}

/** Makes a mark of words of the article. @param {Span} words */
export function mark(words) {
  if (now.model && act) correct.open(now.model, words, null, act.settle);
}

/** Shows all corrections. */
export function list() {
  if (act) dictionary.show(act.look);
}

/** @returns {boolean} whether there was something to take back */
export function undo() {
  const done = corrections.undo();
  if (done) say(W.correct.undone, { words: W.correct.redo, act: redo });
  return done;
}

/** @returns {boolean} whether there was something to make again */
export function redo() {
  const done = corrections.redo();
  if (done) say(W.correct.redone, { words: W.correct.undo, act: undo });
  return done;
}

/** Says how much is put right in the article, and how much of it has lost its place. */
function count() {
  const line = byId('corrected');
  const known = now.dictionary.length;
  const own = now.corrections.length;
  const here = own + now.corrected.slice(0, known).filter((places) => places.length).length;
  const lost = now.corrected.slice(known).filter((places) => !places.length).length;
  line.hidden = here === 0;
  line.replaceChildren(el('button', { type: 'button', onclick: list }, W.correct.count(here)), lost ? el('span', { class: 'lost' }, W.correct.lost(lost)) : '');
}
