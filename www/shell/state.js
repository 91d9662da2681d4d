// What the page knows: one object, and a way to hear when a part of it changes.

/**
 * @typedef {import('../article/model.js').Model} Model
 * @typedef {import('../pkg/gloss.js').Correction} Correction
 * @typedef {object} State
 * @property {import('../storage/database.js').Article[]} articles those kept in this browser, in the order of their tabs
 * @property {string | null} open the id of the one that is open
 * @property {string} text the article being read, exactly as it was given
 * @property {string | null} published the day the reader says it was published, or null to read it from the article
 * @property {Correction[]} corrections what the reader has put right in it
 * @property {Correction[]} dictionary what the reader has put right in every article
 * @property {Array<Array<[number, number]>>} corrected the places of the text where each entry of the dictionary, then each correction, holds
 * @property {Model | null} model the article and what was found in it
 * @property {ReadonlySet<string>} off the families (and "claim") that are not marked
 * @property {string | null} lit what is lit up everywhere: "e3" (entity), "v2" (value), "c5" (claim)
 */

/** @type {State} */
const state = { articles: [], open: null, text: '', published: null, corrections: [], dictionary: [], corrected: [], model: null, off: new Set(), lit: null };

/** @type {Map<keyof State, Array<() => void>>} */
const listeners = new Map();

/** The state, to be read; `set` changes it. @type {Readonly<State>} */
export const now = state;

/**
 * Changes parts of the state, then tells who listens to them.
 * @param {Partial<State>} changes
 */
export function set(changes) {
  /** @type {Array<keyof State>} */
  const changed = [];
  for (const name of /** @type {Array<keyof State>} */ (Object.keys(changes))) {
    if (state[name] !== changes[name]) changed.push(name);
  }
  Object.assign(state, changes);
  for (const name of changed) for (const tell of listeners.get(name) ?? []) tell();
}

/**
 * Calls `tell` after each change of `name`.
 * @param {keyof State} name
 * @param {() => void} tell
 */
export function on(name, tell) {
  listeners.set(name, [...(listeners.get(name) ?? []), tell]);
}
