// The place to paste: text typed, pasted (rich or plain), dropped, opened from a file, or the sample. It hands over a text
// and never changes it.
import { byId } from '../shell/dom.js';
import { read } from './files.js';
import { textFrom } from './rich-text.js';
import { check } from '../shell/privacy.js';
import { SAMPLE } from './sample.js';
import { W } from '../shell/words.js';

/** A text longer than this is not typed into the field, which browsers lay out slowly. */
const HEAVY = 200_000;

/** A paste shorter than this may be a part of an article: it waits in the text field for the rest. */
const PART = 400;

const field = () => byId('source-text', HTMLTextAreaElement);

/** Shows one sentence under the field, or takes it away. @param {string} words */
export function problem(words) {
  const line = byId('compose-problem');
  line.textContent = words;
  line.hidden = !words;
}

/** Puts a text into the field. @param {string} text */
export function fill(text) {
  problem('');
  field().value = text;
}

/** The text in the field. */
export const typed = () => field().value;

/**
 * Listens to every way in.
 * @param {(text: string) => void} take called with a text to read
 */
export function listen(take) {
  const accept = (/** @type {string} */ text) => {
    if (!text.trim()) problem(W.compose.empty);
    else {
      problem('');
      take(text);
    }
  };
  byId('compose-form').addEventListener('submit', (event) => {
    event.preventDefault();
    accept(typed());
  });
  byId('sample').addEventListener('click', () => accept(SAMPLE));
  field().addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) accept(typed());
  });
  document.addEventListener('paste', (event) => {
    const inField = event.target === field();
    const elsewhere = event.target instanceof Element && !inField && event.target.matches('input, textarea');
    if (!event.clipboardData || elsewhere) return;
    const text = textFrom(event.clipboardData);
    if (!text) {
      takeAll([...event.clipboardData.files], accept);
      return;
    }
    event.preventDefault();
    if (inField && (field().value.trim() !== '' || text.length < PART)) insert(text);
    else accept(text);
  });
  byId('privacy').append(check());
  listenForFiles(accept);
}

// As typing would, so that undo works; the other way where the browser does not know how.
/** @param {string} text */
function insert(text) {
  problem('');
  if (text.length <= HEAVY && document.execCommand('insertText', false, text)) return;
  field().setRangeText(text, field().selectionStart, field().selectionEnd, 'end');
}

/** Reads each file as an article. @param {File[]} files @param {(text: string) => void} accept */
async function takeAll(files, accept) {
  for (const file of files) {
    try {
      accept(await read(file));
    } catch (error) {
      refused(error instanceof Error ? error.message : String(error));
    }
  }
}

/** @param {string} words */
function refused(words) {
  const trouble = byId('trouble');
  if (byId('compose').hidden) {
    byId('trouble-words').textContent = words;
    byId('retry').hidden = true;
    trouble.hidden = false;
  } else problem(words);
}

/** @param {(text: string) => void} accept */
function listenForFiles(accept) {
  const drop = byId('drop');
  const chosen = byId('file', HTMLInputElement);
  byId('open').addEventListener('click', () => chosen.click());
  chosen.addEventListener('change', () => {
    takeAll([...chosen.files ?? []], accept);
    chosen.value = '';
  });
  document.addEventListener('dragover', (event) => {
    event.preventDefault();
    drop.hidden = false;
  });
  document.addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) drop.hidden = true;
  });
  document.addEventListener('drop', (event) => {
    event.preventDefault();
    drop.hidden = true;
    const files = [...event.dataTransfer?.files ?? []];
    if (files.length) takeAll(files, accept);
    else if (event.dataTransfer) accept(textFrom(event.dataTransfer));
  });
}
