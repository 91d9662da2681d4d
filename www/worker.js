// The worker: loads the wasm module once and answers jobs from a table of actions. It keeps no text between jobs.
import init, * as engine from './pkg/gloss.js';

const ready = init({ module_or_path: new URL('./pkg/gloss_bg.wasm', import.meta.url) });

/** @type {Record<string, (...args: any[]) => unknown>} */
const actions = {
  warm: () => true,
  annotate: (/** @type {string} */ text, /** @type {import('./pkg/gloss.js').Options} */ options) => engine.annotate(text, options),
  known: (/** @type {string[]} */ names) => engine.known(names),
  render: (/** @type {string} */ text, /** @type {import('./pkg/gloss.js').Format} */ format, /** @type {import('./pkg/gloss.js').Options} */ options, /** @type {import('./pkg/gloss.js').Choices} */ choices) => engine.render(text, format, options, choices),
};

self.onmessage = async ({ data: { id, action, args } }) => {
  try {
    await ready;
    const value = actions[action](...args);
    self.postMessage({ id, ok: true, value });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    self.postMessage({ id, ok: false, error: message, trapped: error instanceof WebAssembly.RuntimeError });
  }
};
