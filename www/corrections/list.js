// All corrections in a list: those of the open article, with the ones that have lost their place, and those of every
// article; taken back one by one, and the dictionary out as a file and in from one.
import { canRedo, canUndo, learn, redo, remove, undo } from './store.js';
import { around } from '../article/card-content.js';
import { el, say } from '../shell/dom.js';
import { annotate } from '../engine/engine.js';
import { download } from '../export/output.js';
import { wordOf } from '../article/kinds.js';
import { listed } from '../panels/lists.js';
import { tidy } from '../article/model.js';
import { now } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @typedef {import('../pkg/gloss.js').Correction} Correction */
/** @typedef {import('../article/ranges.js').Span} Span */

/** The version of the file, which the engine's own reader knows too. */
const VERSION = 1;
const LARGEST = 5_000_000;

/**
 * Shows the list.
 * @param {(spots: Span[], at: number) => void} look shows words of the article
 */
export function show(look) {
  const body = el('div', {});
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const file = el('input', { type: 'file', accept: '.json,application/json', class: 'unseen', tabindex: -1, 'aria-label': W.dictionary.file, onchange: async () => {
    const chosen = file.files?.[0];
    file.value = '';
    if (!chosen) return;
    try {
      const entries = await entriesOf(chosen);
      learn(entries);
      problem.hidden = true;
      say(W.dictionary.learnt(entries.length));
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
  const back = button(W.correct.undo, undo);
  const forth = button(W.correct.redo, redo);
  const toFile = button(W.dictionary.save, () => download('gloss-dictionary.json', 'application/json', written(now.dictionary)));
  const dialog = el('dialog', { class: 'sheet dictionary', 'aria-labelledby': 'dictionary-title', onclose: () => dialog.remove(), onclick: (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close();
  } },
    el('header', {}, el('h2', { id: 'dictionary-title' }, W.correct.all), back, forth), body, problem,
    el('div', { class: 'under' }, toFile, button(W.dictionary.load, () => file.click()), file, el('button', { type: 'button', class: 'primary', autofocus: true, onclick: () => dialog.close() }, W.take.close)));
  document.body.append(dialog);
  draw();
  dialog.showModal();

  function draw() {
    const held = document.activeElement instanceof HTMLElement && body.contains(document.activeElement);
    back.disabled = !canUndo();
    forth.disabled = !canRedo();
    toFile.disabled = !now.dictionary.length;
    body.replaceChildren(
      ...(now.open === null ? [] : part(W.dictionary.here, W.dictionary.noneHere, now.corrections, now.dictionary.length)),
      ...part(W.dictionary.always, W.dictionary.noneAlways, now.dictionary, 0));
    if (held) dialog.querySelector('button')?.focus();
  }

  /** @param {string} title @param {string} none @param {Correction[]} list @param {number} first its place among all that the engine was given */
  function part(title, none, list, first) {
    const rows = el('ul', {});
    listed(rows, list.map((each, i) => ({ each, places: now.corrected[first + i] ?? [] })), ({ each, places }) => line(each, places));
    return [el('h3', {}, title), list.length ? rows : el('p', { class: 'aside' }, none)];
  }

  /** @param {Correction} correction @param {Array<[number, number]>} places */
  function line(correction, places) {
    const spots = places.map(([start, end]) => ({ start, end }));
    const lost = correction.at && !spots.length;
    const said = el('span', { class: 'what' }, el('b', {}, correction.words.map((each) => `“${tidy(each)}”`).join(', ')), ' ', meaning(correction).join('; '));
    const { at } = correction;
    const status = lost && at ? W.dictionary.lost(tidy(`… ${at.before}${correction.words[0]}${at.after} …`)) : at && spots.length ? around(now.text, spots[0]) : now.open === null ? '' : W.dictionary.places(spots.length);
    return el('li', {},
      el('div', {}, said, el('span', { class: lost ? 'aside lost' : 'aside' }, status)),
      el('div', { class: 'acts' }, spots.length ? el('button', { type: 'button', onclick: () => {
        dialog.close();
        look(spots, 0);
      } }, W.dictionary.see) : null, button(W.dictionary.remove, () => remove(correction))));
  }
}

/** What a correction says of its words. @param {Correction} correction @returns {string[]} */
function meaning({ is, name, link, unlinked }) {
  return [
    is === 'none' ? W.dictionary.isNothing : is ? W.dictionary.is(wordOf(is)) : '',
    name ? W.dictionary.isCalled(name) : '',
    link ? W.dictionary.isEntry([link.label, link.description].filter(Boolean).join(', ')) : unlinked ? W.dictionary.isUnknown : '',
  ].filter(Boolean);
}

/** The dictionary as a file. @param {Correction[]} entries */
const written = (entries) => `${JSON.stringify({ gloss: 'dictionary', version: VERSION, entries }, null, 2)}\n`;

/** The entries of a dictionary file. The engine says what is wrong with one. @param {File} file @returns {Promise<Correction[]>} @throws {Error} with a reason for the reader */
async function entriesOf(file) {
  if (file.size > LARGEST) throw new Error(W.dictionary.large);
  /** @type {any} */
  let read;
  try {
    read = JSON.parse(await file.text());
  } catch {
    throw new Error(W.dictionary.noJson);
  }
  if (read?.gloss !== 'dictionary' || !Array.isArray(read.entries)) throw new Error(W.dictionary.other);
  if (read.version !== VERSION) throw new Error(W.dictionary.version(String(read.version)));
  const wordless = read.entries.findIndex((/** @type {Correction} */ each) => !Array.isArray(each?.words));
  if (wordless >= 0) throw new Error(W.dictionary.wordless(wordless + 1));
  const placed = read.entries.findIndex((/** @type {Correction} */ each) => each?.at);
  if (placed >= 0) throw new Error(W.dictionary.placed(placed + 1));
  await annotate('', { corrections: read.entries });
  return read.entries;
}
