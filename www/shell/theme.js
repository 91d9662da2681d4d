// Light, dark, or as the system says; the choice is remembered on this machine.
import { byId } from './dom.js';
import { icon } from './icons.js';
import { W } from './words.js';

const KEPT = 'gloss.theme';
const THEMES = /** @type {const} */ ([
  { id: 'auto', drawing: 'auto', words: W.theme.auto },
  { id: 'light', drawing: 'sun', words: W.theme.light },
  { id: 'dark', drawing: 'moon', words: W.theme.dark },
]);

/** Applies what was chosen before, and listens. */
export function listen() {
  let at = Math.max(0, THEMES.findIndex(({ id }) => id === read()));
  const button = byId('theme');
  const apply = () => {
    const { id, drawing, words } = THEMES[at];
    document.documentElement.dataset.theme = id;
    button.replaceChildren(icon(drawing));
    button.setAttribute('aria-label', W.theme.change(words));
    button.title = words;
  };
  button.addEventListener('click', () => {
    at = (at + 1) % THEMES.length;
    try {
      localStorage.setItem(KEPT, THEMES[at].id);
    } catch {
      // Without storage the choice holds until the page is closed.
    }
    apply();
  });
  apply();
}

function read() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}
