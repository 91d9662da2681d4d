// The worker: runs jobs from a table of actions on the wasm module. It keeps no text between jobs; of a text that is being
// edited the module keeps its caches. Where no worker can be started the page imports this file and runs the jobs itself.
import init, * as engine from '../pkg/gloss.js';

/** @typedef {{id: number, action: string, args: any[], module: WebAssembly.Module}} Question a job */
/** @typedef {{id: number, ok: boolean, value?: unknown, error?: string, trapped?: boolean}} Answer */

/** @type {Record<string, (...args: any[]) => unknown>} */
const actions = {
  // A browser compiles functions when they are first called, so a text is read before the first article.
  warm: (/** @type {string} */ text) => void engine.annotate(text, { published: null }),
  annotate: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Options} */ options) => engine.annotate(text, options),
  annotateIncremental: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Options} */ options, /** @type {number | undefined} */ since) => engine.annotateIncremental(text, options, since),
  known: (/** @type {string[]} */ names) => engine.known(names),
  render: (/** @type {string} */ text, /** @type {import('../pkg/gloss.js').Format} */ format, /** @type {import('../pkg/gloss.js').Options} */ options, /** @type {import('../pkg/gloss.js').Choices} */ choices) => engine.render(text, format, options, choices),
};

/** @type {Promise<unknown> | undefined} */
let ready;

/** The error that broke the instance: a trap, a full stack, no memory, or a failed start. Every later job fails with it. @type {unknown} */
let trap = null;

/** Runs a job. @param {Question} question @returns {Promise<Answer>} */
export async function answer({ id, action, args, module }) {
  try {
    if (trap) throw trap;
    ready ??= init({ module_or_path: module }).then(() => performance.mark('engine ready'));
    await ready;
    return { id, ok: true, value: actions[action](...args) };
  } catch (error) {
    // The engine reports wrong arguments as a plain `Error`; every other class comes from the browser, after a failure.
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
      // There is no memory left for the answer.
      self.postMessage(failure(data.id, error, true));
    }
  };
}
