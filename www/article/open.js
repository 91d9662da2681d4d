// Opens an article on the page, or the form for a new one.
import * as compose from '../intake/compose.js';
import { byId } from '../shell/dom.js';
import { showScreen } from '../shell/screen.js';
import { state, update } from '../shell/state.js';
import * as card from './card.js';
import * as editor from './editor.js';
import * as reading from './reading.js';

/** Shows an article, or the form for a new one. @param {import('../storage/database.js').Article | null} article */
export function show(article) {
  reading.stop();
  card.close();
  editor.end();
  if (!article) {
    update({ text: '', published: null, corrections: [], corrected: [], model: null });
    compose.fill('');
    showScreen('composing');
    if (matchMedia('(pointer: fine)').matches) byId('source-text').focus();
    return;
  }
  const same = article.text === state.text && state.model !== null;
  update({ text: article.text, published: article.published, corrections: article.corrections ?? [], corrected: [] });
  showScreen('reading');
  // Before the scroll, which forces a layout: this asks for the engine.
  reading.read();
  if (!same) window.scrollTo(0, 0);
}
