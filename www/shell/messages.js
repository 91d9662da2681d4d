// Messages outside the article: a short status line at the foot of the page, and a dialog that asks for confirmation.
import { byId, el } from './dom.js';
import { W } from './words.js';

/** How long a message is shown, in milliseconds: without and with a button. */
const SHOWN = 4000;
const SHOWN_WITH_BUTTON = 10_000;

let timer = 0;

/**
 * Shows a message for a few seconds; screen readers announce it.
 * @param {string} words
 * @param {{words: string, act: () => void}} [action] a button that is offered with the message
 */
export function announce(words, action) {
  const line = byId('status');
  const hide = () => line.classList.remove('shown');
  line.replaceChildren(words);
  if (action) {
    line.append(' ', el('button', { type: 'button', onclick: () => {
      hide();
      action.act();
    } }, action.words));
  }
  line.classList.add('shown');
  clearTimeout(timer);
  timer = window.setTimeout(hide, action ? SHOWN_WITH_BUTTON : SHOWN);
}

/**
 * Asks for confirmation before something that cannot be undone.
 * @param {string} title
 * @param {string} text
 * @param {string} confirm the label of the button that confirms
 * @returns {Promise<boolean>}
 */
export function askToConfirm(title, text, confirm) {
  return new Promise((resolve) => {
    const dialog = el('dialog', { class: 'sheet ask', 'aria-label': title },
      el('h2', {}, title), el('p', {}, text),
      el('form', { method: 'dialog', class: 'under' }, el('button', { value: '', autofocus: true }, W.cancel), el('button', { value: 'yes', class: 'primary' }, confirm)));
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
