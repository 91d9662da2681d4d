// From a text to a model: the job that reads the open article, what is shown while it runs, and what when it fails.
import * as card from './card.js';
import * as corrections from '../corrections/store.js';
import { byId } from '../shell/dom.js';
import { annotate, annotateAgain } from '../engine/engine.js';
import { modelOf } from './model.js';
import { now, set } from '../shell/state.js';
import { W } from '../shell/words.js';

/** After this many milliseconds without a result, the page says that it works. */
const PATIENCE = 180;

/** A text longer than this is shown with its beginning read first. */
const LONG = 60_000;

/** More than a screen of text, in characters. */
const BEGINNING = 6000;

/** @type {AbortController | null} */
let running = null;

/** Gives up what is being read. */
export function stop() {
  running?.abort();
  running = null;
}

/** Gives up what is being read; the text is shown without marks. */
export const cancel = () => running?.abort();

/** What was asked to be read last, done or not. */
let reading = Promise.resolve();

/** Reads the open article and shows it. */
export const read = () => (reading = readOpen());

/** Waits until nothing is being read. */
export async function rest() {
  for (let last; last !== reading;) await (last = reading);
}

async function readOpen() {
  stop();
  const job = new AbortController();
  running = job;
  const { text } = now;
  const options = corrections.options();
  const again = now.model?.text === text;
  card.close();
  delete byId('reader').dataset.milliseconds;
  byId('trouble').hidden = true;
  byId('notice').hidden = true;
  byId('progress').removeAttribute('value');
  const slow = window.setTimeout(() => {
    byId('working-words').textContent = W.page.reading(text.length);
    byId('working').hidden = false;
    if (now.model?.text !== text) plain(text);
  }, again || text.length > LONG ? 1000 : PATIENCE);
  try {
    if (text.length > LONG && !again) {
      const beginning = beginningOf(text);
      const { document: first, timings } = await annotate(beginning, options, job.signal);
      set({ model: modelOf(text, first) });
      expect((timings.annotate * text.length) / beginning.length);
    }
    const { document: doc, corrected, timings } = await annotate(text, options, job.signal);
    performance.mark('article read');
    byId('reader').dataset.milliseconds = timings.annotate.toFixed(1);
    set({ model: modelOf(text, doc) });
    corrections.placed(text, corrected);
  } catch (error) {
    if (job.signal.aborted && running !== job) return;
    plain(text);
    if (!job.signal.aborted) trouble(error);
  } finally {
    clearTimeout(slow);
    if (running === job) {
      running = null;
      byId('working').hidden = true;
    }
  }
}

/** Moves the bar by the time that the whole should take, which the beginning tells. @param {number} milliseconds */
function expect(milliseconds) {
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

/** The pause in typing, in milliseconds, after which the marks follow: Chromium ends a step of undoing wherever the page changes. */
const PAUSE = 250;

let pause = 0;
let busy = false;
let again = false;

/** Reads the text as it is typed, in its pauses. */
export function follow() {
  clearTimeout(pause);
  pause = window.setTimeout(catchUp, PAUSE);
}

// One job at a time, the last text last.
async function catchUp() {
  again = true;
  if (busy) return;
  busy = true;
  while (again) {
    again = false;
    const { text } = now;
    try {
      const { document: doc, corrected } = await annotateAgain(text, corrections.options());
      if (text === now.text) {
        set({ model: modelOf(text, doc) });
        corrections.placed(text, corrected);
      }
    } catch {
      // The engine is replaced by itself; the next letter, or the end of the editing, reads again.
    }
  }
  busy = false;
}

/** Whole paragraphs from the beginning of a long text. @param {string} text */
function beginningOf(text) {
  const end = text.lastIndexOf('\n', BEGINNING);
  return text.slice(0, end > BEGINNING / 4 ? end : BEGINNING);
}

// The text without marks: while the engine works, or when it could not.
/** @param {string} text */
function plain(text) {
  set({ model: modelOf(text, { schema: 1, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], values: [], claims: [], credits: [] }) });
  byId('notice').hidden = true;
}

/** @param {unknown} error */
function trouble(error) {
  byId('trouble-words').textContent = W.page.stopped(error instanceof Error ? error.message : String(error));
  byId('retry').hidden = false;
  byId('trouble').hidden = false;
}
