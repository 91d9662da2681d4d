// Editing in place: a plain text field over a mirror of the same words. The field shows the letters, so that typing, undo,
// input methods and selection are the browser's own; the mirror shows the marks and is redrawn as the engine answers.
import { fill } from './view.js';
import { byId, el } from '../shell/dom.js';

/** Distance from the caret within which marks are drawn, in UTF-16 code units; the rest of a long text has none. */
const REACH = 30_000;

const field = () => byId('edit-field', HTMLTextAreaElement);

/** Shows the field with a text and puts the caret at an offset. @param {string} text @param {number} at */
export function begin(text, at) {
  byId('editor').hidden = false;
  field().value = text;
  grow();
  field().focus({ preventScroll: true });
  field().setSelectionRange(at, at);
}

/** Hides and empties the field. */
export function end() {
  byId('editor').hidden = true;
  byId('mirror').replaceChildren();
  field().value = '';
}

export const isOpen = () => !byId('editor').hidden;

/** The offset of the caret. */
export const caret = () => field().selectionStart;

/** Selects words in the field. @param {number} start @param {number} end */
export function select(start, end) {
  field().focus();
  field().setSelectionRange(start, end);
}

/** Draws the marks of a model, unless the text has changed since. @param {import('./model.js').Model} model */
export function draw(model) {
  const { text, blocks } = model;
  if (text !== field().value) return;
  const mirror = byId('mirror');
  const fresh = document.createDocumentFragment();
  const near = caret();
  let at = 0;
  for (const block of blocks) {
    if (block.end < near - REACH || block.start > near + REACH) continue;
    if (block.start > at) fresh.append(text.slice(at, block.start));
    const words = el('span');
    fill(words, model, block, new Map(), new Map());
    fresh.append(words);
    at = block.end;
  }
  // An empty last line has a height in the field; in the mirror it has one only with something after it.
  fresh.append(`${text.slice(at)}\n`);
  mirror.replaceChildren(fresh);
}

/** Makes the field as high as its text. */
function grow() {
  const node = field();
  node.style.blockSize = 'auto';
  node.style.blockSize = `${node.scrollHeight}px`;
}

/** @param {{changed: (text: string) => void, done: () => void}} callbacks done: the reader wants to end editing */
export function listen({ changed, done }) {
  field().addEventListener('input', () => {
    grow();
    changed(field().value);
  });
  field().addEventListener('keydown', (event) => {
    if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      event.stopPropagation();
      done();
    }
  });
  window.addEventListener('resize', () => {
    if (isOpen()) grow();
  });
}
