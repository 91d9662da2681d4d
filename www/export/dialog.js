// The export dialog: all formats, their options and a preview. Also listens to the button that copies the article, and to
// manual copying.
import { verbOf } from '../article/kinds.js';
import { contentOf, speakerOf } from '../article/model.js';
import { selectedSpan } from '../article/ranges.js';
import { byId, el } from '../shell/dom.js';
import { state } from '../shell/state.js';
import { W } from '../shell/words.js';
import { announceFailure, choices, copyAnnotated, copyOutput } from './copy.js';
import { FORMATS, isForReading, produce } from './formats.js';
import { download, fileName } from './output.js';
import { show } from './preview.js';

/** @typedef {import('../article/ranges.js').Span} Span */
/** @typedef {import('./formats.js').Option} Option */
/** @typedef {import('./formats.js').Output} Output */

/**
 * Listens to the export buttons and to manual copying.
 * @param {HTMLElement} article
 */
export function listen(article) {
  byId('copy').addEventListener('click', copyAnnotated);
  byId('export').addEventListener('click', () => open(selectedSpan(article)));
  // A manual selection is copied as plain text: the browser's own rich flavour would contain the page's marks.
  document.addEventListener('copy', (event) => {
    const selection = window.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed || !article.contains(selection.anchorNode)) return;
    event.clipboardData.setData('text/plain', selection.toString());
    event.preventDefault();
  });
}

/** Opens the dialog. @param {Span | null} passage the selection in the article */
function open(passage) {
  const { model } = state;
  if (!model) return;
  /** The output for the current choices, which the buttons wait for. @type {Promise<Output>} */
  let output;
  let turn = 0;
  let part = passage !== null;
  let claim = '';

  const formats = el('div', { class: 'formats' }, ...Object.entries(W.export.groups).map(([group, title]) => el('fieldset', {}, el('legend', {}, title),
    ...FORMATS.filter((format) => format.group === group).map((format) => el('label', { class: 'format' },
      el('input', { type: 'radio', name: 'format', value: format.id, checked: format === choices.format, onchange: () => {
        choices.format = format;
        refresh();
      } }), el('span', {}, W.export.forms[format.id].name))))));

  const about = el('p', { class: 'about', id: 'export-about' });
  const names = el('select', { onchange: () => {
    choices.names = /** @type {typeof choices.names} */ (names.value);
    refresh();
  } }, .../** @type {const} */ (['footnotes', 'links', 'plain']).map((value) => el('option', { value, selected: value === choices.names }, W.export.names[value])));
  const lists = el('input', { type: 'checkbox', checked: choices.lists, onchange: () => {
    choices.lists = lists.checked;
    refresh();
  } });
  const partly = el('input', { type: 'checkbox', checked: part, disabled: !passage, onchange: () => {
    part = partly.checked;
    refresh();
  } });
  const address = el('input', { type: 'url', value: choices.address, placeholder: 'https://', autocomplete: 'off', spellcheck: 'false', oninput: () => {
    choices.address = address.value.trim();
    refresh();
  } });
  const claims = el('select', { onchange: () => {
    claim = claims.value;
    refresh();
  } }, el('option', { value: '' }, W.export.allClaims), ...model.doc.claims.map((each, i) => el('option', { value: i }, firstWords(`${speakerOf(model, each)} ${verbOf(each)}: ${contentOf(model, each)}`))));
  /** @type {Record<Option, HTMLElement>} */
  const options = {
    names: labelled(W.export.namesAs, names),
    lists: el('label', { class: 'tick' }, lists, W.export.lists),
    part: el('label', { class: 'tick' }, partly, passage ? W.export.part : W.export.noPart),
    claim: labelled(W.export.claim, claims),
    address: labelled(W.export.address, address),
  };

  const preview = el('div', { class: 'preview', role: 'region', 'aria-label': W.export.preview, tabindex: 0 });
  const copyButton = el('button', { type: 'button', class: 'primary', onclick: () => output.then((made) => copyOutput(made, W.export.copied), () => undefined) }, W.export.copy);
  const downloadButton = el('button', { type: 'button', onclick: () => output.then(({ text }) => download(fileName(state.text, choices.format.extension), choices.format.type, text), () => undefined) }, W.export.download);
  const textButton = el('button', { type: 'button', onclick: () => download(fileName(state.text, '.txt'), 'text/plain', state.text) }, W.export.text);
  const dialog = el('dialog', { class: 'export', 'aria-labelledby': 'export-title' },
    el('header', {}, el('h2', { id: 'export-title' }, W.export.title), el('button', { type: 'button', class: 'close', onclick: () => dialog.close() }, W.export.close)),
    formats,
    el('div', { class: 'chosen-format' }, about, el('div', { class: 'options' }, ...Object.values(options)), preview),
    el('footer', {}, textButton, downloadButton, copyButton));
  dialog.addEventListener('close', () => {
    dialog.remove();
    byId('export').focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  refresh();
  /** @type {HTMLElement | null} */ (dialog.querySelector('input:checked'))?.focus();

  /** Shows the options and the preview of the chosen format. */
  function refresh() {
    const { format } = choices;
    const has = (/** @type {Option} */ option) => format.options.includes(option);
    about.textContent = W.export.forms[format.id].about;
    for (const [option, line] of Object.entries(options)) line.hidden = !has(/** @type {Option} */ (option));
    copyButton.hidden = format.fileOnly === true;
    downloadButton.classList.toggle('primary', format.fileOnly === true);
    textButton.hidden = !format.withText;
    const mine = ++turn;
    output = produce(format.id, {
      names: choices.names,
      lists: choices.lists,
      address: has('address') ? choices.address : null,
      claim: has('claim') && claim !== '' ? Number(claim) : null,
      without: isForReading(format) ? [...state.hiddenFamilies] : [],
      within: has('part') && part && passage ? [passage.start, passage.end] : null,
    });
    output.then((made) => {
      if (mine !== turn || !dialog.isConnected) return;
      show(preview, format.id, made.text);
      dialog.dataset.shown = format.id;
    }, announceFailure);
  }
}

/** A field with its label. @param {string} words @param {HTMLElement} field */
function labelled(words, field) {
  field.id = `export-${words.toLowerCase().replace(/\W+/g, '-')}`;
  return el('div', { class: 'field' }, el('label', { for: field.id }, words), field);
}

/** The first words of a claim, for a list to choose from. @param {string} words */
const firstWords = (words) => (words.length > 90 ? `${words.slice(0, words.lastIndexOf(' ', 88))} …` : words);
