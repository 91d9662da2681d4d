// What the page knows: one object, and a way to hear when a part of it changes. It keeps the text for this tab, so that
// a reload loses nothing; nothing outlives the tab, and nothing is sent anywhere.

/**
 * @typedef {import('./model.js').Model} Model
 * @typedef {object} State
 * @property {string} text the article being read, exactly as it was given
 * @property {string} previous the article before it, kept so that it can be brought back
 * @property {string | null} published the day the reader says it was published, or null to read it from the article
 * @property {Model | null} model the article and what was found in it
 * @property {ReadonlySet<string>} off the families (and "claim") that are not marked
 * @property {string | null} lit what is lit up everywhere: "e3" (entity), "v2" (value), "c5" (claim)
 */

const KEPT = 'gloss.texts';

/** @type {State} */
const state = { text: '', previous: '', published: null, model: null, off: new Set(), lit: null };

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
  if (changed.includes('text') || changed.includes('previous')) keep();
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

// A text too big for the tab's storage is still on the page; only the reload is not covered then.
function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify([state.text, state.previous]));
  } catch {
    sessionStorage.removeItem(KEPT);
  }
}

/** The texts kept by this tab before a reload: the article and the one before it. @returns {[string, string]} */
export function kept() {
  try {
    const [text, previous] = JSON.parse(sessionStorage.getItem(KEPT) ?? '["",""]');
    return [String(text), String(previous)];
  } catch {
    return ['', ''];
  }
}
