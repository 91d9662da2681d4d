// The reading engine as the page sees it: jobs with ids, sent to a worker. A job can be given up; a worker that stops is
// thrown away and replaced, and the jobs that wait go to the new one. The engine never keeps the reader's text longer
// than its job, and never decides what to show.

import { laid } from './delta.js';
import { module, worker as started } from './module.js';

/** @typedef {{action: string, args: unknown[], resolve: (value: any) => void, reject: (error: Error) => void}} Job */

/** Why a job has no result. `gone` says that the worker was lost with it. */
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
/** Whether a worker has ever answered; where none can be started the page does the work. */
let proven = false;
/** Whether the page does the work. */
let here = false;
let last = 0;

/** @returns {Worker | null} */
function start() {
  let made;
  try {
    made = started();
  } catch {
    here = true;
    return null;
  }
  made.onmessage = ({ data }) => {
    proven = true;
    finish(data);
  };
  made.onerror = (event) => {
    event.preventDefault();
    lose(made, event.message || 'the reading engine could not be started');
  };
  made.onmessageerror = () => lose(made, 'the reading engine sent something unreadable');
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

/** @param {Worker} lost @param {string} why */
function lose(lost, why) {
  if (lost !== worker) return;
  if (!proven) {
    here = true;
    return replace();
  }
  const waiting = [...jobs.values()];
  jobs.clear();
  replace();
  for (const job of waiting) job.reject(new EngineError(why, true));
}

// A trapped wasm instance may hold broken memory, so it is never asked again.
function replace() {
  if (!worker) return;
  worker.terminate();
  worker = null;
  for (const [id, job] of jobs) post(id, job);
}

/** @param {number} id @param {Job} job */
async function post(id, { action, args }) {
  try {
    const question = { id, action, args, module: await module() };
    if (!jobs.has(id)) return;
    // What only makes ready is not needed when a text waits.
    if (action === 'warm' && jobs.size > 1) return finish({ id, ok: true });
    if (!here) worker ??= start();
    if (worker) worker.postMessage(question);
    else finish(await (await import('./worker.js')).answer(question));
  } catch (error) {
    finish({ id, ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/**
 * @param {string} action
 * @param {unknown[]} args
 * @param {AbortSignal} [signal] gives the job up, even while it runs
 * @returns {Promise<any>}
 */
function ask(action, args, signal) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const id = ++last;
    jobs.set(id, { action, args, resolve, reject });
    // A running job cannot hear a message: the worker goes, and a fresh one takes what waits.
    signal?.addEventListener('abort', () => {
      if (!jobs.delete(id)) return;
      replace();
      reject(signal.reason);
    });
    post(id, { action, args, resolve, reject });
  });
}

/** Starts the engine ahead of the first job and has it read a text, so that the first article does not wait for it. @param {string} text */
export const warm = (text) => ask('warm', [text]).catch(() => undefined);

/**
 * Annotates a text; offsets in the result count UTF-16 code units.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Options} options
 * @param {AbortSignal} [signal]
 * @returns {Promise<import('../pkg/gloss.js').Annotation>}
 */
export const annotate = (text, options, signal) => ask('annotate', [text, options], signal);

/** The last answer on a text that is being edited. @type {{round: number, document: import('../pkg/gloss.js').Document} | null} */
let edited = null;

/**
 * Annotates a text that is being edited: the same, sooner each time than the last.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Options} options
 * @returns {Promise<Pick<import('../pkg/gloss.js').Annotation, 'document' | 'corrected'>>}
 */
export async function annotateAgain(text, options) {
  /** @type {import('../pkg/gloss.js').Changes} */
  const { since, round, changes, corrected } = await ask('annotateAgain', [text, options, edited?.round]);
  const document = laid(since === null ? null : edited?.document ?? null, changes);
  edited = { round, document };
  return { document, corrected };
}

/**
 * A text in one of the forms in which it leaves.
 * @param {string} text
 * @param {import('../pkg/gloss.js').Format} format
 * @param {import('../pkg/gloss.js').Options} options
 * @param {import('../pkg/gloss.js').Choices} choices
 * @returns {Promise<string>}
 */
export const render = (text, format, options, choices) => ask('render', [text, format, options, choices]);

/**
 * The entries of the built-in reference that these names may mean, the likeliest first.
 * @param {string[]} names
 * @returns {Promise<import('../pkg/gloss.js').Link[]>}
 */
export const known = (names) => ask('known', [names]);
