// Reads the open article: has the engine annotate it, shows progress meanwhile, and an error when that fails.
import * as card from './card.js';
import * as corrections from '../corrections/store.js';
import { byId } from '../shell/dom.js';
import { EMPTY_DOCUMENT } from '../engine/delta.js';
import { annotate, annotateIncremental } from '../engine/engine.js';
import { modelOf } from './model.js';
import { state, update } from '../shell/state.js';
import { W } from '../shell/words.js';

/** The delay before progress is shown, in milliseconds. */
const PATIENCE = 180;

/** Of a text longer than this, in UTF-16 code units, the beginning is read and shown first. */
const LONG = 60_000;

/** Length of that beginning, more than a screen of text, in UTF-16 code units. */
const BEGINNING = 6000;

/** @type {AbortController | null} */
let running = null;

/** Aborts the job that is running. */
export function stop() {
  running?.abort();
  running = null;
}

/** Aborts the job that is running and shows the text without marks. */
export const cancel = () => running?.abort();

/** The last job, finished or not. */
let reading = Promise.resolve();

/** Reads the open article and shows it. */
export const read = () => (reading = readOpen());

/** Waits until no job is running. */
export async function rest() {
  for (let last; last !== reading;) await (last = reading);
}

async function readOpen() {
  stop();
  const job = new AbortController();
  running = job;
  const { text } = state;
  const options = corrections.options();
  const known = state.model?.text === text;
  card.close();
  delete byId('reader').dataset.milliseconds;
  byId('trouble').hidden = true;
  byId('notice').hidden = true;
  byId('progress').removeAttribute('value');
  const slow = window.setTimeout(() => {
    byId('working-words').textContent = W.page.reading(text.length);
    byId('working').hidden = false;
    if (state.model?.text !== text) showPlain(text);
  }, known || text.length > LONG ? 1000 : PATIENCE);
  try {
    if (text.length > LONG && !known) {
      const beginning = beginningOf(text);
      const { document: first, timings } = await annotate(beginning, options, job.signal);
      update({ model: modelOf(text, first) });
      estimateProgress((timings.annotate * text.length) / beginning.length);
    }
    const { document: doc, corrected, timings } = await annotate(text, options, job.signal);
    performance.mark('article read');
    byId('reader').dataset.milliseconds = timings.annotate.toFixed(1);
    update({ model: modelOf(text, doc) });
    corrections.recordPlaces(text, corrected);
  } catch (error) {
    if (job.signal.aborted && running !== job) return;
    showPlain(text);
    if (!job.signal.aborted) showError(error);
  } finally {
    clearTimeout(slow);
    if (running === job) {
      running = null;
      byId('working').hidden = true;
    }
  }
}

/** Moves the progress bar by the time that the whole text should take, estimated from its beginning. @param {number} milliseconds */
function estimateProgress(milliseconds) {
  const bar = byId('progress', HTMLProgressElement);
  const began = performance.now();
  const job = running;
  const step = () => {
    if (running !== job) return;
    bar.value = Math.min(0.98, (performance.now() - began) / milliseconds);
    window.setTimeout(step, 100);
  };
  step();
}

/** The pause in typing after which the text is read, in milliseconds. It is not shorter, since Chromium begins a new undo step whenever the page changes. */
const PAUSE = 250;

let pause = 0;
let busy = false;
/** Whether the text has changed since the last job began. */
let stale = false;

/** Reads the text while it is typed, after each pause. */
export function follow() {
  clearTimeout(pause);
  pause = window.setTimeout(catchUp, PAUSE);
}

/** Reads the text until it is the last one. One job runs at a time. */
async function catchUp() {
  stale = true;
  if (busy) return;
  busy = true;
  while (stale) {
    stale = false;
    const { text } = state;
    try {
      const { document: doc, corrected } = await annotateIncremental(text, corrections.options());
      if (text === state.text) {
        update({ model: modelOf(text, doc) });
        corrections.recordPlaces(text, corrected);
      }
    } catch {
      // The engine is replaced automatically; the next change, or the end of editing, reads the text again.
    }
  }
  busy = false;
}

/** The first paragraphs of a long text. @param {string} text */
function beginningOf(text) {
  const end = text.lastIndexOf('\n', BEGINNING);
  return text.slice(0, end > BEGINNING / 4 ? end : BEGINNING);
}

/** Shows the text without marks: while the engine works, or after it failed. @param {string} text */
function showPlain(text) {
  update({ model: modelOf(text, EMPTY_DOCUMENT) });
  byId('notice').hidden = true;
}

/** @param {unknown} error */
function showError(error) {
  byId('trouble-words').textContent = W.page.stopped(error instanceof Error ? error.message : String(error));
  byId('retry').hidden = false;
  byId('trouble').hidden = false;
}
