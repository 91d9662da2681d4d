// The engine as the page sees it: jobs with ids that are sent to a worker. A job can be aborted. A worker that fails is
// discarded and replaced, and waiting jobs are sent to the new one. The engine never decides what to show, and keeps no
// text after its job except the one that is being edited.

import { applyDelta } from './delta.js';
import { compiledModule, startWorker } from './module.js';

/** @typedef {{action: string, args: unknown[], resolve: (value: any) => void, reject: (error: Error) => void}} Job */

/** The reason why a job has no result. `gone`: whether the worker was lost with it. */
export class EngineError extends Error {
  /** @param {string} message @param {boolean} gone */
  constructor(message, gone) {
    super(message);
    this.name = 'EngineError';
    this.gone = gone;
  }
}

/** @type {Map<number, Job>} */
const jobs = new Map();
/** @type {Worker | null} */
let worker = null;
/** Whether a worker has ever answered. */
let proven = false;
/** Whether jobs run in the page itself, since no worker can be started. */
let inPage = false;
let last = 0;

/** @returns {Worker | null} */
function start() {
  let made;
  try {
    made = startWorker();
  } catch {
    inPage = true;
    return null;
  }
  made.onmessage = ({ data }) => {
    proven = true;
    finish(data);
  };
  made.onerror = (event) => {
    event.preventDefault();
    lose(made, event.message || 'the engine could not be started');
  };
  made.onmessageerror = () => lose(made, 'the engine sent an unreadable message');
  return made;
}

/** @param {import('./worker.js').Answer} answer */
function finish({ id, ok, value, error, trapped }) {
  const job = jobs.get(id);
  jobs.delete(id);
  if (trapped) replace();
  if (!job) return;
  if (ok) job.resolve(value);
  else job.reject(new EngineError(error ?? 'unknown', trapped ?? false));
}

/** Rejects all jobs of a worker that was lost. @param {Worker} lost @param {string} why */
function lose(lost, why) {
  if (lost !== worker) return;
  if (!proven) {
    inPage = true;
    return replace();
  }
  const waiting = [...jobs.values()];
  jobs.clear();
  replace();
  for (const job of waiting) job.reject(new EngineError(why, true));
}

/** Discards the worker and starts a new one for the waiting jobs. A trapped wasm instance may have corrupt memory, so it is never used again. */
function replace() {
  if (!worker) return;
  worker.terminate();
  worker = null;
  for (const [id, job] of jobs) post(id, job);
}

/** @param {number} id @param {Job} job */
async function post(id, { action, args }) {
  try {
    const question = { id, action, args, module: await compiledModule() };
    if (!jobs.has(id)) return;
    // A warm-up is not needed when another job waits.
    if (action === 'warm' && jobs.size > 1) return finish({ id, ok: true });
    if (!inPage) worker ??= start();
    if (worker) worker.postMessage(question);
    else finish(await (await import('./worker.js')).answer(question));
  } catch (error) {
    finish({ id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * @param {string} action
 * @param {unknown[]} args
 * @param {AbortSignal} [signal] aborts the job, even while it runs
 * @returns {Promise<any>}
 */
function ask(action, args, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = ++last;
    jobs.set(id, { action, args, resolve, reject });
    // A running job cannot receive messages, so the worker is replaced.
    signal?.addEventListener('abort', () => {
      if (!jobs.delete(id)) return;
      replace();
      reject(signal.reason);
    });
    post(id, { action, args, resolve, reject });
  });
}

/** Starts the engine before the first job and has it read a text, so that the first article is read faster. @param {string} text */
export const warm = (text) => ask('warm', [text]).catch(() => undefined);

/**
 * Annotates a text; offsets in the result count UTF-16 code units.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Options} options
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../pkg/gloss.js').Annotation>}
 */
export const annotate = (text, options, signal) => ask('annotate', [text, options], signal);

/** The last result for a text that is being edited. @type {{round: number, document: import('../pkg/gloss.js').Document} | null} */
let edited = null;

/**
 * Annotates a text that is being edited: the same result as `annotate`, but only the changes since the last call are
 * computed and returned by the engine.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Options} options
 * @returns {Promise<Pick<import('../pkg/gloss.js').Annotation, 'document' | 'corrected'>>}
 */
export async function annotateIncremental(text, options) {
  /** @type {import('../pkg/gloss.js').Changes} */
  const { since, round, changes, corrected } = await ask('annotateIncremental', [text, options, edited?.round]);
  const document = applyDelta(since === null ? null : edited?.document ?? null, changes);
  edited = { round, document };
  return { document, corrected };
}

/**
 * Renders an annotated text in one of the export formats.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Format} format
 * @param {import('../pkg/gloss.js').Options} options
 * @param {import('../pkg/gloss.js').Choices} choices
 * @returns {Promise<string>}
 */
export const render = (text, format, options, choices) => ask('render', [text, format, options, choices]);

/**
 * The entries of the built-in reference that these names may refer to, the most likely first.
 * @param {string[]} names
 * @returns {Promise<import('../pkg/gloss.js').Link[]>}
 */
export const referenceEntries = (names) => ask('known', [names]);
