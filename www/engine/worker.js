// The worker: answers the page's questions from a table of actions on the wasm module. It keeps no text between them; of one
// that is being edited the module keeps what it has worked out.
// Where no worker can be started the page imports this and asks by itself.
import init, * as engine from '../pkg/gloss.js';

/** @typedef {{id: number, action: string, args: any[], module: WebAssembly.Module}} Question */
/** @typedef {{id: number, ok: boolean, value?: unknown, error?: string, trapped?: boolean}} Answer */

/** @type {Record<string, (...args: any[]) => unknown>} */
const actions = {
  // A browser compiles what is called when it is first called, so that the first article is not the first that is read.
  warm: (/** @type {string} */ text) => void engine.annotate(text, { published: null }),
  annotate: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Options} */ options) => engine.annotate(text, options),
  annotateAgain: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Options} */ options, /** @type {number | undefined} */ since) => engine.annotateAgain(text, options, since),
  known: (/** @type {string[]} */ names) => engine.known(names),
  render: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Format} */ format, /** @type {import('../pkg/gloss.js').Options} */ options, /** @type {import('../pkg/gloss.js').Choices} */ choices) => engine.render(text, format, options, choices),
};

/** @type {Promise<unknown> | undefined} */
let ready;

/** Why the instance is broken: it trapped, ran out of stack or of memory, or never began. Whoever asks it again hears of that. @type {unknown} */
let trap = null;

/** @param {Question} question @returns {Promise<Answer>} */
export async function answer({ id, action, args, module }) {
  try {
    if (trap) throw trap;
    ready ??= init({ module_or_path: module }).then(() => performance.mark('engine ready'));
    await ready;
    return { id, ok: true, value: actions[action](...args) };
  } catch (error) {
    // What the engine says of a question is a plain error; every other kind is the browser's own, of an engine that stopped.
    if (!(error instanceof Error) || error.constructor !== Error) trap = error;
    return failure(id, error, trap !== null);
  }
}

/** @param {number} id @param {unknown} error @param {boolean} trapped @returns {Answer} */
const failure = (id, error, trapped) => ({ id, ok: false, error: error instanceof Error ? error.message : String(error), trapped });

if (typeof document === 'undefined') {
  performance.mark('worker runs');
  self.onmessage = async ({ data }) => {
    const made = await answer(data);
    try {
      self.postMessage(made);
    } catch (error) {
      // An answer that no memory is left for.
      self.postMessage(failure(data.id, error, true));
    }
  };
}
