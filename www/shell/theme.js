// The theme: light, dark, or that of the system. The choice is stored in this browser.
import { byId } from './dom.js';
import { icon } from './icons.js';
import { W } from './words.js';

/** The local storage key for the theme. */
const STORED = 'gloss.theme';
const THEMES = /** @type {const} */ ([
  { id: 'auto', image: 'auto', words: W.theme.auto },
  { id: 'light', image: 'sun', words: W.theme.light },
  { id: 'dark', image: 'moon', words: W.theme.dark },
]);

/** Applies the stored theme, and listens to the button. */
export function listen() {
  let at = Math.max(0, THEMES.findIndex(({ id }) => id === read()));
  const button = byId('theme');
  const apply = () => {
    const { id, image, words } = THEMES[at];
    document.documentElement.dataset.theme = id;
    button.replaceChildren(icon(image));
    button.setAttribute('aria-label', W.theme.change(words));
    button.title = words;
  };
  button.addEventListener('click', () => {
    at = (at + 1) % THEMES.length;
    try {
      localStorage.setItem(STORED, THEMES[at].id);
    } catch {
      // Without storage the choice lasts until the page is closed.
    }
    apply();
  });
  apply();
}

function read() {
  try {
    return localStorage.getItem(STORED);
  } catch {
    return null;
  }
}
