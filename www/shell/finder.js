// The finder: one field to find a name, a claim, words of the text or another article, and to run a command.
import { titleOf } from '../storage/articles.js';
import { around, attributionOf, shorten } from '../article/card-content.js';
import { el } from './dom.js';
import { kindLabel } from '../article/kinds.js';
import { contentOf, handleOf, rolesOf, speakerOf } from '../article/model.js';
import { all } from './shortcuts.js';
import { state } from './state.js';
import { W } from './words.js';

/** @typedef {{group: string, words: string, aside: string, act: () => void}} Hit */

/** Maximum number of results of each kind. */
const MOST = 8;

/**
 * Opens the finder.
 * @param {{go: (key: string, start: number) => void, showSpans: (spans: Array<{start: number, end: number}>, at: number) => void, open: (id: string) => void, mark: (words: {start: number, end: number}) => void}} act
 */
export function open(act) {
  /** @type {Hit[]} */
  let hits = [];
  let at = 0;
  const list = el('ul', { id: 'finder-hits', role: 'listbox', 'aria-label': W.finder.label });
  const field = el('input', {
    type: 'text', role: 'combobox', 'aria-label': W.finder.label, 'aria-controls': 'finder-hits', 'aria-expanded': 'true', 'aria-autocomplete': 'list', placeholder: W.finder.hint, autocomplete: 'off', spellcheck: 'false', autofocus: true,
    oninput: find,
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step && hits.length) {
        event.preventDefault();
        at = (at + step + hits.length) % hits.length;
        choose();
      } else if (event.key === 'Enter') {
        event.preventDefault();
        run(hits[at]);
      }
    },
  });
  const dialog = el('dialog', { class: 'finder', 'aria-label': W.finder.label, onclose: () => dialog.remove(), onclick: (/** @type {MouseEvent} */ event) => {
    if (event.target === dialog) dialog.close();
  } }, field, list);

  /** @param {Hit | undefined} hit */
  function run(hit) {
    if (!hit) return;
    dialog.close();
    hit.act();
  }
  function choose() {
    list.querySelector('[aria-selected="true"]')?.setAttribute('aria-selected', 'false');
    const option = document.getElementById(`hit-${at}`);
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    field.setAttribute('aria-activedescendant', option ? option.id : '');
  }
  function find() {
    hits = hitsFor(field.value.trim().toLowerCase(), act);
    at = 0;
    list.replaceChildren();
    let group = '';
    hits.forEach((hit, i) => {
      if (hit.group !== group) list.append(el('li', { role: 'presentation', class: 'group' }, hit.group));
      group = hit.group;
      list.append(el('li', { role: 'option', id: `hit-${i}`, 'aria-selected': 'false', onclick: () => run(hit) }, el('span', { class: 'words' }, hit.words), hit.aside ? el('span', { class: 'aside' }, hit.aside) : null));
    });
    if (!hits.length) list.append(el('li', { role: 'option', 'aria-disabled': 'true', 'aria-selected': 'false', class: 'none' }, W.finder.none));
    choose();
  }
  document.body.append(dialog);
  dialog.showModal();
  find();
}

/** The results for what was typed. @param {string} wanted in lower case @param {Parameters<typeof open>[0]} act @returns {Hit[]} */
function hitsFor(wanted, act) {
  const has = (/** @type {string} */ words) => words.toLowerCase().includes(wanted);
  /** @type {Hit[]} */
  const hits = [];
  const { model } = state;
  /** @type {Hit[]} */
  const commands = [];
  if (model && wanted) {
    const { doc, text } = model;
    hits.push(...doc.entities.filter((entity) => entity.aliases.some(has) || has(entity.name) || rolesOf(entity).some(has)).slice(0, MOST)
      .map((entity) => ({ group: W.finder.names, words: entity.name, aside: rolesOf(entity)[0] ?? kindLabel(entity.type), act: () => act.go(`e${entity.id}`, entity.mentions[0].start) })));
    hits.push(...doc.claims.map((claim, i) => ({ claim, i })).filter(({ claim }) => has(contentOf(model, claim)) || has(speakerOf(model, claim))).slice(0, MOST)
      .map(({ claim, i }) => ({ group: W.finder.claims, words: shorten(contentOf(model, claim), 90), aside: attributionOf(model, claim), act: () => act.go(`c${i}`, handleOf(claim).start) })));
    const spans = spansOf(text, wanted);
    hits.push(...spans.slice(0, MOST).map((span, i) => ({ group: `${W.finder.text}: ${W.finder.matches(spans.length)}`, words: around(text, span), aside: '', act: () => act.showSpans(spans, i) })));
    if (spans.length && wanted.length > 1) commands.push({ group: W.finder.commands, words: W.correct.markWords(text.slice(spans[0].start, spans[0].end)), aside: '', act: () => act.mark(spans[0]) });
  }
  hits.push(...state.articles.filter(({ id, text }) => wanted && id !== state.openId && has(text)).slice(0, MOST).map(({ id, text }) => ({ group: W.finder.articles, words: titleOf(text), aside: '', act: () => act.open(id) })));
  hits.push(...commands, ...all().filter(({ words, keys }) => has(words) && !keys.includes('/')).map(({ words, keys, act: command }) => ({ group: W.finder.commands, words, aside: keys[0] ?? '', act: command })));
  return hits;
}

/** The spans where words occur, ignoring case. @param {string} text @param {string} wanted */
function spansOf(text, wanted) {
  /** @type {Array<{start: number, end: number}>} */
  const spans = [];
  const pattern = new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+'), 'giu');
  for (const match of text.matchAll(pattern)) {
    spans.push({ start: match.index, end: match.index + match[0].length });
    if (spans.length === 500) break;
  }
  return spans;
}
