// Switches between reading and editing the open article, and reads it again as it is typed.
import { byId } from '../shell/dom.js';
import { showScreen } from '../shell/screen.js';
import { state, update } from '../shell/state.js';
import * as articles from '../storage/articles.js';
import * as card from './card.js';
import * as editor from './editor.js';
import * as reader from './reader.js';
import * as reading from './reading.js';

/** Listens to the editor and to the button that opens it. */
export function listen() {
  editor.listen({
    changed: (text) => {
      update({ text });
      articles.change({ text });
      reading.follow();
    },
    done: toggle,
  });
  byId('edit').addEventListener('click', toggle);
}

/** Begins to edit at the visible paragraph, or ends and shows the paragraph with the caret. */
export function toggle() {
  if (!state.openId) return;
  if (editor.isOpen()) end();
  else begin();
}

function begin() {
  reading.stop();
  card.close();
  byId('trouble').hidden = true;
  const at = reader.visibleBlock()?.start ?? 0;
  showScreen('editing');
  editor.begin(state.text, at);
  if (state.model) editor.draw(state.model);
}

function end() {
  const at = editor.caret();
  editor.end();
  articles.flush();
  showScreen('reading');
  if (state.model?.text === state.text) reader.draw();
  else reading.read();
  reader.scrollTo(at);
  byId('edit').focus({ preventScroll: true });
}
