// What the reader has put right: of the open article, kept with it, and of every article, kept as the dictionary. The
// engine reads with them; here they are made, undone, kept and found again after edits. What they look like is
// correct.js's and dictionary.js's business.
import * as articles from '../storage/articles.js';
import { say } from '../shell/dom.js';
import * as shelf from '../storage/database.js';
import { now, on, set } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {{corrections: Correction[], dictionary: Correction[]}} Both */

/** How much of the text on either side tells a place apart, in UTF-16 code units. */
const AROUND = 32;

/** @type {() => void} */
let changed = () => {};

/** What was before each change of the open article, and what was undone. @type {{back: Both[], forth: Both[]}} */
const history = { back: [], forth: [] };

/** Calls `again` after every change, which is then to be read with. @param {() => void} again */
export async function listen(again) {
  changed = again;
  on('open', () => {
    history.back = [];
    history.forth = [];
  });
  on('dictionary', () => changed());
  const kept = await shelf.dictionary();
  if (!kept.length) return;
  // What was learnt in the meantime was kept alone, and takes the place of what was said before of the same words.
  const learnt = now.dictionary.length > 0;
  set({ dictionary: now.dictionary.reduce(added, kept) });
  if (learnt) await shelf.keepDictionary(now.dictionary);
}

/** What an article is read with beside its text. @returns {import('../pkg/gloss.js').Options} */
export const options = () => ({ published: now.published, corrections: [...now.dictionary, ...now.corrections] });

/** A place of the text, to be found again when it is edited elsewhere. @param {string} text @param {number} start @param {number} end */
export const anchorOf = (text, start, end) => ({ start, before: text.slice(Math.max(0, start - AROUND), start), after: text.slice(end, end + AROUND) });

/**
 * Takes note of where the corrections hold. Those of a place move along with it.
 * @param {string} text that was read
 * @param {Array<Array<[number, number]>>} corrected as the engine gives it, for `options()`
 */
export function placed(text, corrected) {
  // What was changed since is read again already.
  if (corrected.length !== now.dictionary.length + now.corrections.length) return;
  const own = corrected.slice(now.dictionary.length);
  const moved = now.corrections.map((each, i) => {
    const place = own[i]?.[0];
    if (!each.at || !place) return each;
    const at = anchorOf(text, ...place);
    return at.start === each.at.start && at.before === each.at.before && at.after === each.at.after ? each : { ...each, at };
  });
  if (moved.some((each, i) => each !== now.corrections[i])) {
    articles.change({ corrections: moved });
    set({ corrections: moved });
  }
  set({ corrected });
}

/** @param {Correction} a @param {Correction} b */
const same = (a, b) => a.at?.start === b.at?.start && a.words.length === b.words.length && a.words.every((word, i) => word === b.words[i]);

/** A correction added to others: of the same words it takes the place of what was said before. @param {Correction[]} list @param {Correction} fresh */
function added(list, fresh) {
  const before = list.find((each) => same(each, fresh));
  const kept = list.filter((each) => each !== before);
  if (!before || fresh.is === 'none' || before.is === 'none') return [...kept, fresh];
  const joined = { ...before, ...fresh };
  if (fresh.link) delete joined.unlinked;
  if (fresh.unlinked) delete joined.link;
  return [...kept, joined];
}

/** Makes a correction. @param {Correction} correction @param {boolean} always whether it holds in every article */
export function correct(correction, always) {
  if (always) change({ dictionary: added(now.dictionary, correction) });
  else change({ corrections: added(now.corrections, correction) });
}

/** Takes a correction back. @param {Correction} correction */
export function remove(correction) {
  const without = (/** @type {Correction[]} */ list) => list.filter((each) => each !== correction);
  change(now.dictionary.includes(correction) ? { dictionary: without(now.dictionary) } : { corrections: without(now.corrections) });
}

/** Adds entries to the dictionary; of the same words they take the place of what was said before. @param {Correction[]} entries */
export const learn = (entries) => change({ dictionary: entries.reduce(added, now.dictionary) });

/** @param {Partial<Both>} to */
function change(to) {
  history.back.push({ corrections: now.corrections, dictionary: now.dictionary });
  history.forth = [];
  apply(to);
}

/** @param {Partial<Both>} to */
function apply(to) {
  const dictionary = to.dictionary ?? now.dictionary;
  const learnt = dictionary !== now.dictionary;
  if (to.corrections) {
    articles.change({ corrections: to.corrections });
    articles.flush();
    set({ corrections: to.corrections });
  }
  if (learnt) {
    shelf.keepDictionary(dictionary).then((kept) => kept || say(W.dictionary.notKept));
    set({ dictionary });
  } else changed();
}

export const canUndo = () => history.back.length > 0;
export const canRedo = () => history.forth.length > 0;

/** Takes the last change back. @returns {boolean} whether there was one */
export const undo = () => step(history.back, history.forth);

/** Makes the change again that was taken back last. @returns {boolean} whether there was one */
export const redo = () => step(history.forth, history.back);

/** @param {Both[]} from @param {Both[]} to */
function step(from, to) {
  const before = from.pop();
  if (!before) return false;
  to.push({ corrections: now.corrections, dictionary: now.dictionary });
  apply(before);
  return true;
}
