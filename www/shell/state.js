// The state of the page: one object, and subscriptions to changes of its properties.

/**
 * @typedef {import('../article/model.js').Model} Model
 * @typedef {import('../pkg/gloss.js').Correction} Correction
 * @typedef {object} State
 * @property {import('../storage/database.js').Article[]} articles the stored articles, in the order of their tabs
 * @property {string | null} openId the id of the open article
 * @property {string} text the text of the open article, exactly as it was given
 * @property {string | null} published the publication date that the reader set; null to read it from the article
 * @property {Correction[]} corrections the corrections of the open article
 * @property {Correction[]} dictionary the corrections that apply to every article
 * @property {Array<Array<[number, number]>>} corrected the spans where each entry of the dictionary, then each correction, applies
 * @property {Model | null} model the annotated text of the open article
 * @property {ReadonlySet<string>} hiddenFamilies the families (and "claim") that are not marked
 * @property {string | null} litKey the key of what is highlighted everywhere: "e3" (entity), "v2" (value), "c5" (claim)
 */

/** @type {State} */
const current = { articles: [], openId: null, text: '', published: null, corrections: [], dictionary: [], corrected: [], model: null, hiddenFamilies: new Set(), litKey: null };

/** @type {Map<keyof State, Array<() => void>>} */
const listeners = new Map();

/** The state, read-only; `update` changes it. @type {Readonly<State>} */
export const state = current;

/**
 * Changes properties of the state, then calls the listeners of those that have a new value.
 * @param {Partial<State>} changes
 */
export function update(changes) {
  /** @type {Array<keyof State>} */
  const changed = [];
  for (const name of /** @type {Array<keyof State>} */ (Object.keys(changes))) {
    if (current[name] !== changes[name]) changed.push(name);
  }
  Object.assign(current, changes);
  for (const name of changed) for (const listener of listeners.get(name) ?? []) listener();
}

/**
 * Calls `listener` after each change of a property.
 * @param {keyof State} name
 * @param {() => void} listener
 */
export function subscribe(name, listener) {
  listeners.set(name, [...(listeners.get(name) ?? []), listener]);
}
