// The form for a new article: text that is typed, pasted (rich or plain), dropped, opened from a file, or the sample. It
// passes the text on and never changes it.
import { byId } from '../shell/dom.js';
import { readFile } from './files.js';
import { textOfTransfer } from './rich-text.js';
import { howToCheck } from '../shell/privacy.js';
import { SAMPLE } from './sample.js';
import { W } from '../shell/words.js';

/** A text longer than this is not inserted as if typed, which browsers do slowly, in UTF-16 code units. */
const HEAVY = 200_000;

/** A paste shorter than this may be part of an article and stays in the field for the rest, in UTF-16 code units. */
const PART = 400;

const field = () => byId('source-text', HTMLTextAreaElement);

/** Shows a problem under the field; an empty string hides it. @param {string} words */
function showProblem(words) {
  const line = byId('compose-problem');
  line.textContent = words;
  line.hidden = !words;
}

/** Sets the text of the field. @param {string} text */
export function fill(text) {
  showProblem('');
  field().value = text;
}

/** The text in the field. */
const typed = () => field().value;

/**
 * Listens to every form of input.
 * @param {(text: string) => void} submit called with a text to annotate
 */
export function listen(submit) {
  const accept = (/** @type {string} */ text) => {
    if (!text.trim()) showProblem(W.compose.empty);
    else {
      showProblem('');
      submit(text);
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
    const text = textOfTransfer(event.clipboardData);
    if (!text) {
      readAll([...event.clipboardData.files], accept);
      return;
    }
    event.preventDefault();
    if (inField && (field().value.trim() !== '' || text.length < PART)) insert(text);
    else accept(text);
  });
  byId('privacy').append(howToCheck());
  listenForFiles(accept);
}

/** Inserts a text at the caret, as typing would where the browser can, so that undo works. @param {string} text */
function insert(text) {
  showProblem('');
  if (text.length <= HEAVY && document.execCommand('insertText', false, text)) return;
  field().setRangeText(text, field().selectionStart, field().selectionEnd, 'end');
}

/** Submits each file as an article. @param {File[]} files @param {(text: string) => void} accept */
async function readAll(files, accept) {
  for (const file of files) {
    try {
      accept(await readFile(file));
    } catch (error) {
      showRefusal(error instanceof Error ? error.message : String(error));
    }
  }
}

/** Shows why a file was refused, on whichever screen is shown. @param {string} words */
function showRefusal(words) {
  const trouble = byId('trouble');
  if (byId('compose').hidden) {
    byId('trouble-words').textContent = words;
    byId('retry').hidden = true;
    trouble.hidden = false;
  } else showProblem(words);
}

/** Listens to the file dialog and to files that are dropped. @param {(text: string) => void} accept */
function listenForFiles(accept) {
  const drop = byId('drop');
  const chosen = byId('file', HTMLInputElement);
  byId('open').addEventListener('click', () => chosen.click());
  chosen.addEventListener('change', () => {
    readAll([...chosen.files ?? []], accept);
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
    if (files.length) readAll(files, accept);
    else if (event.dataTransfer) accept(textOfTransfer(event.dataTransfer));
  });
}
