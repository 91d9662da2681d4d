// The article on the screen. Draws the model, keeps highlights, margin, minimap, side panel and card in step with it, and
// goes to places in it.
import * as correct from '../corrections/actions.js';
import * as panel from '../panels/panel.js';
import { byId, el } from '../shell/dom.js';
import { state, subscribe } from '../shell/state.js';
import { describe } from './card-content.js';
import * as card from './card.js';
import * as editor from './editor.js';
import * as filters from './filters.js';
import { highlight } from './highlights.js';
import * as keyboard from './keyboard.js';
import * as minimap from './minimap.js';
import { noticeFor } from './notice.js';
import { rangeOf } from './ranges.js';
import * as articleView from './view.js';

/** @typedef {import('./ranges.js').Span} Span */

/** The height of the window at which the first visible paragraph is looked for, in pixels: just below the bar. */
const TOP = 90;

/** The space at the foot of the window that does not count as visible, in pixels. */
const FOOT = 60;

/** @type {import('./view.js').View | null} */
let view = null;

const article = () => byId('article');

/** Listens to the state, to the pointer and to the keyboard. */
export function listen() {
  const root = article();
  subscribe('model', draw);
  subscribe('hiddenFamilies', () => {
    card.close();
    filters.show();
    panel.show();
    if (view) keyboard.settleFirst(view);
  });
  subscribe('litKey', () => {
    showHighlights();
    panel.showLit();
  });
  card.listen(root, markAt, contentOf);
  const open = (/** @type {HTMLElement} */ element, /** @type {boolean} */ pin) => {
    const key = element.dataset.key ?? element.dataset.handle;
    if (key) card.open(element, key, contentOf(key, element), { pin });
  };
  keyboard.listen(root, () => view, { show: (element) => open(element, false), pin: (element) => open(element, true) });
  root.addEventListener('focusout', (event) => {
    if (!card.isPinned() && !(event.relatedTarget instanceof Node && byId('card').contains(event.relatedTarget))) card.close();
  });
  root.addEventListener('click', (event) => {
    const found = markAt(event.target);
    if (found && view && [...view.stops.values()].includes(found.element)) keyboard.settle(found.element);
  }, { capture: true });
  minimap.listen((share) => {
    const { top, height } = root.getBoundingClientRect();
    window.scrollTo({ top: window.scrollY + top + share * height - innerHeight / 2, behavior: 'instant' });
  });
  listenToScroll(root);
  document.addEventListener('keydown', (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && !byId('reader').hidden && !(event.target instanceof HTMLInputElement)) {
      event.preventDefault();
      window.getSelection()?.selectAllChildren(root);
    }
  });
}

/** Moves the minimap and the side panel along with the scroll, at most once a frame. @param {HTMLElement} root */
function listenToScroll(root) {
  let requested = false;
  window.addEventListener('scroll', () => {
    if (requested || !view) return;
    requested = true;
    requestAnimationFrame(() => {
      requested = false;
      minimap.follow(root);
      const first = visibleBlock();
      if (first) panel.follow(first.start, visibleBlock(innerHeight - FOOT)?.end ?? Infinity);
    });
  }, { passive: true });
}

/** The block at a height of the window: its span, and its top on the screen. @param {number} [y] */
export function visibleBlock(y = TOP) {
  const { left, width } = article().getBoundingClientRect();
  const paragraph = document.elementsFromPoint(left + width * 0.7, y).find((node) => node.matches('.para'));
  const i = view?.paragraphs.indexOf(/** @type {HTMLElement} */ (paragraph)) ?? -1;
  return view && paragraph && i >= 0 ? { start: view.model.blocks[i].start, end: view.model.blocks[i].end, top: paragraph.getBoundingClientRect().top } : null;
}

/** Draws the model. Where the text is the same as before, the visible paragraph stays where it is. */
export function draw() {
  const { model } = state;
  const anchor = model && view?.model.text === model.text ? visibleBlock() : null;
  view?.close();
  view = null;
  keyboard.settle(null);
  if (!model) {
    article().replaceChildren();
    panel.show();
    return;
  }
  if (editor.isOpen()) editor.draw(model);
  else {
    view = articleView.show(article(), model, showHighlights);
    keyboard.settleFirst(view);
    const notice = noticeFor(model.text, model.doc);
    byId('notice').textContent = notice;
    byId('notice').hidden = !notice;
  }
  filters.show();
  // The panel follows once the article is painted, which the reader waits for.
  requestAnimationFrame(() => requestAnimationFrame(panel.show));
  if (anchor && view) {
    view.ensure(anchor.start);
    const paragraph = view.paragraphs[view.model.blocks.findIndex((block) => block.end > anchor.start)];
    window.scrollBy({ top: (paragraph?.getBoundingClientRect().top ?? anchor.top) - anchor.top, behavior: 'instant' });
  }
}

/** The margin notes of the claim that is lit. @type {Element[]} */
let litNotes = [];

/** Highlights what `litKey` names: all mentions of an entity or a value, or the parts of a claim. */
function showHighlights() {
  const key = state.litKey;
  const parts = key && view ? view.parts.get(key) ?? [] : [];
  const claim = key?.startsWith('c') ? state.model?.doc.claims[Number(key.slice(1))] : undefined;
  const range = (/** @type {Span | null | undefined} */ span) => (span && view ? [rangeOf(view, span.start, span.end)].filter((each) => each !== null) : []);
  highlight('lit', claim ? [] : parts);
  highlight('claim', claim ? parts : []);
  highlight('source', range(claim?.source));
  highlight('cue', range(claim?.cue));
  highlight('found', []);
  minimap.show(view, claim ? claim.content : (key && state.model?.marks.get(key)) || [], claim ? 'claim' : 'name');
  for (const node of litNotes) node.classList.remove('lit');
  litNotes = claim ? [...article().querySelectorAll(`.note[data-claim="${key}"]`)] : [];
  for (const node of litNotes) node.classList.add('lit');
}

/** The content of a card. @param {string} key @param {HTMLElement} element the mark that it belongs to */
function contentOf(key, element) {
  const mark = element.dataset.mark === undefined ? undefined : state.model?.marks.get(key)?.find(({ id }) => id === Number(element.dataset.mark));
  return state.model ? describe(state.model, key, mark?.start ?? null, { jump: goTo, close: () => card.close(true), correct: () => correct.open(key, mark ?? null), settle: correct.settle }) : el('p');
}

/** The element at a place of the page that has a card: the innermost mark, or the handle of a claim. @param {EventTarget | null} target */
function markAt(target) {
  if (!(target instanceof Element)) return null;
  const element = /** @type {HTMLElement | null} */ (target.closest('.mark, .run'));
  if (!element || !article().contains(element)) return null;
  // The second class of a mark is its family.
  if (element.dataset.key && !state.hiddenFamilies.has(element.classList[1] ?? '')) return { element, key: element.dataset.key };
  const run = /** @type {HTMLElement | null} */ (element.closest('.run'));
  const key = run?.dataset.handle ?? (run?.matches('.cue, .source') ? run.dataset.claim : undefined);
  return run && key && !state.hiddenFamilies.has('claim') ? { element: run, key } : null;
}

/**
 * Goes to a stop of the text and pins its card; in the editor it selects the words.
 * @param {string} key
 * @param {number} start
 * @param {HTMLElement | null} [from] the element that gets the focus back; the mark itself unless given
 */
export function goTo(key, start, from = null) {
  if (editor.isOpen()) {
    const stop = state.model?.stops.find((each) => each.key === key && each.start === start);
    editor.select(start, stop?.end ?? start);
    return;
  }
  if (!view) return;
  view.ensure(start);
  const element = view.stops.get(`${key}@${start}`);
  if (!element) return;
  panel.fold(false);
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  keyboard.settle(element);
  card.open(element, key, contentOf(key, element), { pin: true, from: from ?? element });
}

/**
 * Highlights spans of the text until something else is highlighted, and goes to one of them.
 * @param {Span[]} spans
 * @param {number} at the index of the span to go to
 */
export function showSpans(spans, at) {
  if (editor.isOpen()) editor.select(spans[at].start, spans[at].end);
  if (!view) return;
  card.close();
  panel.fold(false);
  const shown = view;
  rangeOf(shown, spans[at].start, spans[at].end)?.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
  highlight('found', spans.map(({ start, end }) => rangeOf(shown, start, end)).filter((each) => each !== null));
  minimap.show(shown, spans, 'found');
}

/** Scrolls the paragraph at an offset to the middle of the window. @param {number} at */
export function scrollTo(at) {
  view?.ensure(at);
  const paragraph = view?.paragraphs[view.model.blocks.findIndex((block) => block.end >= at)];
  paragraph?.scrollIntoView({ block: 'center', behavior: 'instant' });
}

/** Makes the mark at an offset the tab stop, and focuses it unless the reader has moved on. @param {number} start */
export function focusMark(start) {
  view?.ensure(start);
  const stop = view?.model.stops.find((each) => each.mark && each.start <= start && each.end > start);
  const element = stop && view?.stops.get(`${stop.key}@${stop.start}`);
  if (!element) return;
  keyboard.settle(element);
  if (document.activeElement !== document.body) return;
  element.focus({ preventScroll: true });
  card.close();
}

/** Goes to the next or the previous stop of a kind. @param {(key: string) => boolean} wanted @param {1 | -1} step */
export const walk = (wanted, step) => view && keyboard.next(view, wanted, step);

/** The stop at which the keyboard is. */
export const currentStop = () => keyboard.at(view);
