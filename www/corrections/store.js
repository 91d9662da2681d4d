// The reader's corrections: those of the open article, stored with it, and those of every article, stored as the
// dictionary. They are added, removed, undone and redone here, and their places are updated after edits. The engine
// applies them; the dialogs are dialog.js and list.js.
import { announce } from '../shell/messages.js';
import { state, subscribe, update } from '../shell/state.js';
import { W } from '../shell/words.js';
import * as articles from '../storage/articles.js';
import * as database from '../storage/database.js';

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {{corrections: Correction[], dictionary: Correction[]}} Snapshot */

/** Length of the context on either side that identifies a place, in UTF-16 code units. */
const CONTEXT = 32;

/** @type {() => void} */
let changed = () => {};

/** The states before each change since the article was opened, and those that were undone. @type {{undo: Snapshot[], redo: Snapshot[]}} */
const history = { undo: [], redo: [] };

/** Loads the dictionary. @param {() => void} onChange called after every change, so that the article is read again */
export async function listen(onChange) {
  changed = onChange;
  subscribe('openId', () => {
    history.undo = [];
    history.redo = [];
  });
  subscribe('dictionary', () => changed());
  const stored = await database.dictionary();
  if (!stored.length) return;
  // Entries that were added in the meantime were stored alone; they replace stored entries for the same words.
  const grown = state.dictionary.length > 0;
  update({ dictionary: state.dictionary.reduce(merged, stored) });
  if (grown) await database.putDictionary(state.dictionary);
}

/** The options with which the open article is read. @returns {import('../pkg/gloss.js').Options} */
export const options = () => ({ published: state.published, corrections: [...state.dictionary, ...state.corrections] });

/** A place of the text with its context, so that it is found again after edits elsewhere. @param {string} text @param {number} start @param {number} end */
export const anchorOf = (text, start, end) => ({ start, before: text.slice(Math.max(0, start - CONTEXT), start), after: text.slice(end, end + CONTEXT) });

/**
 * Records where the corrections apply, and moves the anchors of those that are for one place.
 * @param {string} text the text that was read
 * @param {Array<Array<[number, number]>>} corrected the spans of each correction in `options()`, as the engine returns them
 */
export function recordPlaces(text, corrected) {
  // After another change the article is being read again already.
  if (corrected.length !== state.dictionary.length + state.corrections.length) return;
  const own = corrected.slice(state.dictionary.length);
  const moved = state.corrections.map((each, i) => {
    const place = own[i]?.[0];
    if (!each.at || !place) return each;
    const at = anchorOf(text, ...place);
    return at.start === each.at.start && at.before === each.at.before && at.after === each.at.after ? each : { ...each, at };
  });
  if (moved.some((each, i) => each !== state.corrections[i])) {
    articles.change({ corrections: moved });
    update({ corrections: moved });
  }
  update({ corrected });
}

/** Whether two corrections are for the same words at the same place. @param {Correction} a @param {Correction} b */
const same = (a, b) => a.at?.start === b.at?.start && a.words.length === b.words.length && a.words.every((word, i) => word === b.words[i]);

/** A list of corrections with one more, which is merged into an earlier one for the same words. @param {Correction[]} list @param {Correction} added */
function merged(list, added) {
  const before = list.find((each) => same(each, added));
  const others = list.filter((each) => each !== before);
  if (!before || added.is === 'none' || before.is === 'none') return [...others, added];
  const both = { ...before, ...added };
  if (added.link) delete both.unlinked;
  if (added.unlinked) delete both.link;
  return [...others, both];
}

/** Adds a correction. @param {Correction} correction @param {boolean} always whether it applies to every article */
export function add(correction, always) {
  if (always) change({ dictionary: merged(state.dictionary, correction) });
  else change({ corrections: merged(state.corrections, correction) });
}

/** Removes a correction. @param {Correction} correction */
export function remove(correction) {
  const without = (/** @type {Correction[]} */ list) => list.filter((each) => each !== correction);
  change(state.dictionary.includes(correction) ? { dictionary: without(state.dictionary) } : { corrections: without(state.corrections) });
}

/** Adds entries to the dictionary; they replace earlier entries for the same words. @param {Correction[]} entries */
export const addToDictionary = (entries) => change({ dictionary: entries.reduce(merged, state.dictionary) });

/** @param {Partial<Snapshot>} to */
function change(to) {
  history.undo.push({ corrections: state.corrections, dictionary: state.dictionary });
  history.redo = [];
  apply(to);
}

/** @param {Partial<Snapshot>} to */
function apply(to) {
  const dictionary = to.dictionary ?? state.dictionary;
  const dictionaryChanged = dictionary !== state.dictionary;
  if (to.corrections) {
    articles.change({ corrections: to.corrections });
    articles.flush();
    update({ corrections: to.corrections });
  }
  if (dictionaryChanged) {
    database.putDictionary(dictionary).then((stored) => stored || announce(W.dictionary.notSaved));
    update({ dictionary });
  } else changed();
}

export const canUndo = () => history.undo.length > 0;
export const canRedo = () => history.redo.length > 0;

/** Undoes the last change. @returns {boolean} whether there was one */
export const undo = () => step(history.undo, history.redo);

/** Redoes the change that was undone last. @returns {boolean} whether there was one */
export const redo = () => step(history.redo, history.undo);

/** @param {Snapshot[]} from @param {Snapshot[]} to */
function step(from, to) {
  const before = from.pop();
  if (!before) return false;
  to.push({ corrections: state.corrections, dictionary: state.dictionary });
  apply(before);
  return true;
}
