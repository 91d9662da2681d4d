// Taking an article out: the dialog with every form, its choices and a preview, the quick copy, and what Ctrl + C does.
// The forms themselves are made by the engine; this file chooses, shows and hands over.
import { options as readAs } from '../corrections/store.js';
import { byId, el, say } from '../shell/dom.js';
import { render } from '../engine/engine.js';
import { copy, download, fileName } from './output.js';
import { verbOf } from '../article/kinds.js';
import { contentOf, speakerOf } from '../article/model.js';
import { show } from './preview.js';
import { passageOf } from '../article/ranges.js';
import { now } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @typedef {import('../pkg/gloss.js').Format} Format */
/** @typedef {import('../pkg/gloss.js').Choices} Choices */
/** @typedef {'names' | 'lists' | 'part' | 'address' | 'claim'} Option */
/** @typedef {{id: Format, group: keyof typeof W.take.groups, file: string, type: string, options: Option[], keep?: boolean, text?: boolean}} Form keep: only as a file; text: goes with the article's text as a file */

/** @type {Form[]} in the order in which they are offered */
const FORMS = [
  { id: 'rich', group: 'paste', file: '.html', type: 'text/html', options: ['names', 'lists', 'part'] },
  { id: 'markdown', group: 'paste', file: '.md', type: 'text/markdown', options: ['names', 'lists', 'part'] },
  { id: 'citation', group: 'paste', file: '.txt', type: 'text/plain', options: ['claim', 'address'] },
  { id: 'html', group: 'read', file: '.html', type: 'text/html', options: ['lists', 'part', 'address'], keep: true },
  { id: 'csv', group: 'table', file: '.csv', type: 'text/csv', options: [], keep: true },
  { id: 'tsv', group: 'table', file: '.tsv', type: 'text/tab-separated-values', options: [] },
  { id: 'claimreview', group: 'table', file: '.claimreview.jsonld', type: 'application/ld+json', options: ['address'] },
  { id: 'json', group: 'data', file: '.json', type: 'application/json', options: [] },
  { id: 'annotations', group: 'data', file: '.jsonld', type: 'application/ld+json', options: ['address'] },
  { id: 'brat', group: 'data', file: '.ann', type: 'text/plain', options: [], text: true },
  { id: 'conll', group: 'data', file: '.conll', type: 'text/plain', options: [], text: true },
  { id: 'spacy', group: 'data', file: '.spacy.json', type: 'application/json', options: [] },
];

/** What was chosen last, as long as the page is open. */
const chosen = { form: FORMS[0], names: /** @type {'footnotes' | 'links' | 'plain'} */ ('footnotes'), lists: true, part: false, address: '' };

/** @typedef {import('../article/ranges.js').Span} Span */
/** @typedef {{text: string, html?: string, plain: string}} Made text: the form; plain, html: its flavours for the clipboard */

/**
 * Makes a form. The plain flavour of rich text is the article's own words: no label is ever in it.
 * @param {Format} id
 * @param {Choices} choices
 * @returns {Promise<Made>}
 */
async function make(id, choices) {
  const { text } = now;
  const made = await render(text, id, readAs(), choices);
  if (id === 'rich') return { text: made, html: made, plain: choices.within ? text.slice(...choices.within) : text };
  if (id === 'citation') return { text: made, html: await render(text, 'rich-citation', readAs(), choices), plain: made };
  return { text: made, plain: made };
}

/** Copies, and says how it went. @param {Made} made @param {string} done */
async function handOver({ html, plain }, done) {
  try {
    await copy({ html, plain });
    say(done);
  } catch {
    say(W.take.refused);
  }
}

/** @param {unknown} error */
const failed = (error) => say(W.take.failed(error instanceof Error ? error.message : String(error)));

/** Copies one claim with who made it and where it stands. @param {number} claim its id */
export function cite(claim) {
  make('citation', { claim, address: chosen.address }).then((made) => handOver(made, W.take.cited), failed);
}

/** Whether a form is for reading, so that what is switched off on the page is left out of it. @param {Form} form */
const isForReading = (form) => form.group === 'paste' || form.group === 'read';

/** Copies what the reader sees, as rich text. */
function quick() {
  make('rich', { names: chosen.names, lists: chosen.lists, without: [...now.off] }).then((made) => handOver(made, W.take.copied), failed);
}

/**
 * Listens to the buttons of the bar and to what is copied by hand.
 * @param {HTMLElement} article
 */
export function listen(article) {
  byId('copy').addEventListener('click', quick);
  byId('take').addEventListener('click', () => open(passageOf(article)));
  // What is selected by hand is copied as words: the browser's own rich flavour would carry the page's marks along.
  document.addEventListener('copy', (event) => {
    const selection = window.getSelection();
    if (!event.clipboardData || !selection || selection.isCollapsed || !article.contains(selection.anchorNode)) return;
    event.clipboardData.setData('text/plain', selection.toString());
    event.preventDefault();
  });
}

/** Opens the dialog. @param {Span | null} passage what is selected in the article */
function open(passage) {
  const { model } = now;
  if (!model) return;
  /** What was chosen last, in the making: whoever takes it waits for it. @type {Promise<Made>} */
  let making;
  let turn = 0;
  let part = passage !== null;
  let claim = '';

  const forms = el('div', { class: 'forms' }, ...Object.entries(W.take.groups).map(([group, title]) => el('fieldset', {}, el('legend', {}, title),
    ...FORMS.filter((form) => form.group === group).map((form) => el('label', { class: 'form' },
      el('input', { type: 'radio', name: 'form', value: form.id, checked: form === chosen.form, onchange: () => {
        chosen.form = form;
        refresh();
      } }), el('span', {}, W.take.forms[form.id].name))))));

  const about = el('p', { class: 'about', id: 'take-about' });
  const names = el('select', { onchange: () => {
    chosen.names = /** @type {typeof chosen.names} */ (names.value);
    refresh();
  } }, .../** @type {const} */ (['footnotes', 'links', 'plain']).map((value) => el('option', { value, selected: value === chosen.names }, W.take.names[value])));
  const lists = el('input', { type: 'checkbox', checked: chosen.lists, onchange: () => {
    chosen.lists = lists.checked;
    refresh();
  } });
  const partly = el('input', { type: 'checkbox', checked: part, disabled: !passage, onchange: () => {
    part = partly.checked;
    refresh();
  } });
  const address = el('input', { type: 'url', value: chosen.address, placeholder: 'https://', autocomplete: 'off', spellcheck: 'false', oninput: () => {
    chosen.address = address.value.trim();
    refresh();
  } });
  const claims = el('select', { onchange: () => {
    claim = claims.value;
    refresh();
  } }, el('option', { value: '' }, W.take.allClaims), ...model.doc.claims.map((each, i) => el('option', { value: i }, lead(`${speakerOf(model, each)} ${verbOf(each)}: ${contentOf(model, each)}`))));
  /** @type {Record<Option, HTMLElement>} */
  const options = {
    names: labelled(W.take.namesAs, names),
    lists: el('label', { class: 'tick' }, lists, W.take.lists),
    part: el('label', { class: 'tick' }, partly, passage ? W.take.part : W.take.noPart),
    claim: labelled(W.take.claim, claims),
    address: labelled(W.take.address, address),
  };

  const preview = el('div', { class: 'preview', role: 'region', 'aria-label': W.take.preview, tabindex: 0 });
  const toCopy = el('button', { type: 'button', class: 'primary', onclick: () => making.then((made) => handOver(made, W.take.copied), () => undefined) }, W.take.copy);
  const toKeep = el('button', { type: 'button', onclick: () => making.then(({ text }) => download(fileName(now.text, chosen.form.file), chosen.form.type, text), () => undefined) }, W.take.download);
  const words = el('button', { type: 'button', onclick: () => download(fileName(now.text, '.txt'), 'text/plain', now.text) }, W.take.text);
  const dialog = el('dialog', { class: 'take', 'aria-labelledby': 'take-title' },
    el('header', {}, el('h2', { id: 'take-title' }, W.take.title), el('button', { type: 'button', class: 'close', onclick: () => dialog.close() }, W.take.close)),
    forms,
    el('div', { class: 'chosen' }, about, el('div', { class: 'options' }, ...Object.values(options)), preview),
    el('footer', {}, words, toKeep, toCopy));
  dialog.addEventListener('close', () => {
    dialog.remove();
    byId('take').focus();
  });
  document.body.append(dialog);
  dialog.showModal();
  refresh();
  /** @type {HTMLElement | null} */ (dialog.querySelector('input:checked'))?.focus();

  function refresh() {
    const { form } = chosen;
    const has = (/** @type {Option} */ option) => form.options.includes(option);
    about.textContent = W.take.forms[form.id].about;
    for (const [option, line] of Object.entries(options)) line.hidden = !has(/** @type {Option} */ (option));
    toCopy.hidden = form.keep === true;
    toKeep.classList.toggle('primary', form.keep === true);
    words.hidden = !form.text;
    const mine = ++turn;
    making = make(form.id, {
      names: chosen.names,
      lists: chosen.lists,
      address: has('address') ? chosen.address : null,
      claim: has('claim') && claim !== '' ? Number(claim) : null,
      without: isForReading(form) && form.id !== 'citation' ? [...now.off] : [],
      within: has('part') && part && passage ? [passage.start, passage.end] : null,
    });
    making.then((answer) => {
      if (mine !== turn || !dialog.isConnected) return;
      show(preview, form.id, answer.text);
      dialog.dataset.shown = form.id;
    }, failed);
  }
}

/** A field with its label before it. @param {string} words @param {HTMLElement} field */
function labelled(words, field) {
  field.id = `take-${words.toLowerCase().replace(/\W+/g, '-')}`;
  return el('div', { class: 'field' }, el('label', { for: field.id }, words), field);
}

/** The first words of a claim, for a list to choose from. @param {string} words */
const lead = (words) => (words.length > 90 ? `${words.slice(0, words.lastIndexOf(' ', 88))} …` : words);
