// Keyboard shortcuts: runs the commands of the table, and shows the sheet that lists them. Single-letter shortcuts can be
// switched off (WCAG 2.1.4), and never act while the reader is typing.
import { byId, el } from './dom.js';
import { W } from './words.js';

/** @typedef {{keys: string[], words: string, act: () => void}} Command keys: as `KeyboardEvent.key` names them; none for a command that only the finder offers */

/** The local storage key that is set while single-letter shortcuts are switched off. */
const OFF = 'gloss.keys';

/** @type {Command[]} */
let commands = [];

/** All commands. */
export const all = () => commands;

/** @param {Command[]} table */
export function listen(table) {
  commands = table;
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      run('/');
      return;
    }
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable], dialog');
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing || !areOn()) return;
    if (run(event.key)) event.preventDefault();
  });
  byId('help').addEventListener('click', show);
}

/** Runs the command of a key. @param {string} key @returns {boolean} whether there is one */
function run(key) {
  const command = commands.find(({ keys }) => keys.includes(key));
  command?.act();
  return command !== undefined;
}

/** Whether single-letter shortcuts are on. */
function areOn() {
  try {
    return localStorage.getItem(OFF) === null;
  } catch {
    return true;
  }
}

/** Switches single-letter shortcuts on or off. @param {boolean} on */
function turn(on) {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'off');
  } catch {
    // Without storage they stay on.
  }
}

/** Shows the sheet of keys. */
export function show() {
  const list = el('dl', { class: 'keys' });
  const line = (/** @type {string[]} */ keys, /** @type {string} */ words) => list.append(el('dt', {}, ...keys.map((key) => el('kbd', {}, key))), el('dd', {}, words));
  for (const { keys, words } of commands) if (keys.length) line(keys.includes('/') ? ['/', 'Ctrl K'] : keys, words);
  line(['←', '→'], W.keys.arrows);
  line(['Enter'], W.keys.pin);
  line(['Esc'], W.keys.escape);
  const single = el('input', { type: 'checkbox', id: 'single-keys', checked: areOn(), onchange: () => turn(single.checked) });
  const dialog = el('dialog', { class: 'sheet', 'aria-label': W.keys.title, onclose: () => dialog.remove(), onclick: (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close();
  } },
    el('h2', {}, W.keys.title), list,
    el('form', { method: 'dialog', class: 'under' }, el('label', { for: 'single-keys' }, single, ` ${W.keys.single}`), el('button', {}, W.keys.close)));
  document.body.append(dialog);
  dialog.showModal();
}
