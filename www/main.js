// Starts the page: connects its parts and opens the article that was open last.
import * as editMode from './article/edit-mode.js';
import * as editor from './article/editor.js';
import * as openArticle from './article/open.js';
import * as reader from './article/reader.js';
import * as reading from './article/reading.js';
import * as correctionActions from './corrections/actions.js';
import * as correctionStore from './corrections/store.js';
import { warm } from './engine/engine.js';
import * as exportDialog from './export/dialog.js';
import * as compose from './intake/compose.js';
import { SAMPLE } from './intake/sample.js';
import * as panel from './panels/panel.js';
import { COMMANDS, openFinder } from './shell/commands.js';
import { byId } from './shell/dom.js';
import { fillWords } from './shell/fill-words.js';
import * as shortcuts from './shell/shortcuts.js';
import { state, update } from './shell/state.js';
import * as tabs from './shell/tabs.js';
import * as theme from './shell/theme.js';
import * as articles from './storage/articles.js';
import { installOffline } from './storage/offline.js';

/** How long after the first article is read the page is stored for offline use, in milliseconds: it is painted by then. */
const PAINTED = 1000;

fillWords(document);

reader.listen();
editMode.listen();
panel.listen({
  go: reader.goTo,
  showSpans: reader.showSpans,
  setPublished: (day) => {
    articles.change({ published: day });
    articles.flush();
    update({ published: day });
    reading.read();
  },
});
correctionStore.listen(() => {
  if (editor.isOpen()) reading.follow();
  else if (state.openId !== null) reading.read();
});
correctionActions.listen(byId('article'), { showSpans: reader.showSpans, focusMark: reader.focusMark });
exportDialog.listen(byId('article'));
shortcuts.listen(COMMANDS);
byId('find').addEventListener('click', openFinder);
byId('retry').addEventListener('click', reading.read);
byId('cancel').addEventListener('click', reading.cancel);
compose.listen(articles.add);
theme.listen();
tabs.listen();

// The engine is loaded after the first paint, which its nine megabytes must not delay; a text that is read at once does
// not wait for this.
requestAnimationFrame(() => setTimeout(() => warm(SAMPLE).then(reading.rest).then(() => setTimeout(installOffline, PAINTED))));
articles.start({ opened: openArticle.show, listed: tabs.draw, titled: tabs.setTitle, saved: tabs.setSaved });
