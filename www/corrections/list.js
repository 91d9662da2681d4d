// The list of all corrections: those of the open article, with the ones whose place is gone, and those of every article.
// Each can be removed, and the dictionary can be saved to a file and loaded from one.
import { around } from '../article/card-content.js';
import { kindLabel } from '../article/kinds.js';
import { tidy } from '../article/model.js';
import { download } from '../export/output.js';
import { appendPaged } from '../panels/lists.js';
import { el } from '../shell/dom.js';
import { announce } from '../shell/messages.js';
import { state } from '../shell/state.js';
import { W } from '../shell/words.js';
import * as dictionaryFile from './dictionary-file.js';
import { addToDictionary, canRedo, canUndo, redo, remove, undo } from './store.js';

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {import('../article/ranges.js').Span} Span */

/**
 * Shows the list.
 * @param {(spans: Span[], at: number) => void} showSpans highlights words of the article
 */
export function show(showSpans) {
  const body = el('div', {});
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const file = el('input', { type: 'file', accept: '.json,application/json', class: 'visually-hidden', tabindex: -1, 'aria-label': W.dictionary.file, onchange: async () => {
    const chosen = file.files?.[0];
    file.value = '';
    if (!chosen) return;
    try {
      const entries = await dictionaryFile.read(chosen);
      addToDictionary(entries);
      problem.hidden = true;
      announce(W.dictionary.added(entries.length));
      draw();
    } catch (error) {
      problem.textContent = W.dictionary.refused(chosen.name, error instanceof Error ? error.message : String(error));
      problem.hidden = false;
    }
  } });
  const button = (/** @type {string} */ words, /** @type {() => void} */ act) => el('button', { type: 'button', onclick: () => {
    act();
    draw();
  } }, words);
  const undoButton = button(W.correct.undo, undo);
  const redoButton = button(W.correct.redo, redo);
  const saveButton = button(W.dictionary.save, () => download(dictionaryFile.FILE_NAME, 'application/json', dictionaryFile.write(state.dictionary)));
  const dialog = el('dialog', { class: 'sheet dictionary', 'aria-labelledby': 'dictionary-title', onclose: () => dialog.remove(), onclick: (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close();
  } },
    el('header', {}, el('h2', { id: 'dictionary-title' }, W.correct.all), undoButton, redoButton), body, problem,
    el('div', { class: 'under' }, saveButton, button(W.dictionary.load, () => file.click()), file, el('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => dialog.close() }, W.export.close)));
  document.body.append(dialog);
  draw();
  dialog.showModal();

  function draw() {
    const held = document.activeElement instanceof HTMLElement && body.contains(document.activeElement);
    undoButton.disabled = !canUndo();
    redoButton.disabled = !canRedo();
    saveButton.disabled = !state.dictionary.length;
    body.replaceChildren(
      ...(state.openId === null ? [] : section(W.dictionary.here, W.dictionary.noneHere, state.corrections, state.dictionary.length)),
      ...section(W.dictionary.always, W.dictionary.noneAlways, state.dictionary, 0));
    if (held) dialog.querySelector('button')?.focus();
  }

  /** @param {string} title @param {string} none shown for an empty list @param {Correction[]} list @param {number} first the index of the first of them in `state.corrected` */
  function section(title, none, list, first) {
    const rows = el('ul', {});
    appendPaged(rows, list.map((each, i) => ({ each, places: state.corrected[first + i] ?? [] })), ({ each, places }) => line(each, places));
    return [el('h3', {}, title), list.length ? rows : el('p', { class: 'aside' }, none)];
  }

  /** @param {Correction} correction @param {Array<[number, number]>} places */
  function line(correction, places) {
    const spans = places.map(([start, end]) => ({ start, end }));
    const lost = correction.at && !spans.length;
    const words = el('span', { class: 'what' }, el('b', {}, correction.words.map((each) => `“${tidy(each)}”`).join(', ')), ' ', meaning(correction).join('; '));
    const { at } = correction;
    const status = lost && at ? W.dictionary.lost(tidy(`… ${at.before}${correction.words[0]}${at.after} …`)) : at && spans.length ? around(state.text, spans[0]) : state.openId === null ? '' : W.dictionary.places(spans.length);
    return el('li', {},
      el('div', {}, words, el('span', { class: lost ? 'aside lost' : 'aside' }, status)),
      el('div', { class: 'acts' }, spans.length ? el('button', { type: 'button', onclick: () => {
        dialog.close();
        showSpans(spans, 0);
      } }, W.dictionary.show) : null, button(W.dictionary.remove, () => remove(correction))));
  }
}

/** The meaning of a correction, in words. @param {Correction} correction @returns {string[]} */
function meaning({ is, name, link, unlinked }) {
  return [
    is === 'none' ? W.dictionary.isNothing : is ? W.dictionary.is(kindLabel(is)) : '',
    name ? W.dictionary.isCalled(name) : '',
    link ? W.dictionary.isEntry([link.label, link.description].filter(Boolean).join(', ')) : unlinked ? W.dictionary.isUnknown : '',
  ].filter(Boolean);
}
