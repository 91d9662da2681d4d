// Editing in place: a plain text field over a mirror of the same words. The field has the letters, so that typing,
// undoing, composing and selecting are the browser's own; the mirror has the marks, drawn again as the engine answers.
import { fill } from './view.js';
import { byId, el } from '../shell/dom.js';

/** Characters before and after the caret whose marks are drawn; the rest of a long text is mirrored bare. */
const REACH = 30_000;

const field = () => byId('edit-field', HTMLTextAreaElement);

/** Shows the field with the text and puts the caret at a place. @param {string} text @param {number} at */
export function begin(text, at) {
  byId('editor').hidden = false;
  field().value = text;
  grow();
  field().focus({ preventScroll: true });
  field().setSelectionRange(at, at);
}

export function end() {
  byId('editor').hidden = true;
  byId('mirror').replaceChildren();
  field().value = '';
}

export const isOpen = () => !byId('editor').hidden;

/** Where the caret is. */
export const caret = () => field().selectionStart;

/** Selects words in the field. @param {number} start @param {number} end */
export function select(start, end) {
  field().focus();
  field().setSelectionRange(start, end);
}

/** Draws the marks of a model, unless the text has moved on since. @param {import('./model.js').Model} model */
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
  // A last line that is empty has height in the field, and in the mirror only with something after it.
  fresh.append(`${text.slice(at)}\n`);
  mirror.replaceChildren(fresh);
}

function grow() {
  const node = field();
  node.style.blockSize = 'auto';
  node.style.blockSize = `${node.scrollHeight}px`;
}

/** @param {{changed: (text: string) => void, done: () => void}} tell */
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
