// The three screens of the page: the form for a new article, the annotated article, and the editor.
import { byId } from './dom.js';
import { W } from './words.js';

/** @param {'composing' | 'reading' | 'editing'} screen */
export function showScreen(screen) {
  const composing = screen === 'composing';
  byId('compose').hidden = !composing;
  byId('reader').hidden = composing;
  byId('article').hidden = screen === 'editing';
  byId('reading-actions').hidden = composing;
  byId('export-actions').hidden = composing;
  byId('edit').textContent = screen === 'editing' ? W.page.done : W.page.edit;
  document.body.dataset.screen = screen;
}
