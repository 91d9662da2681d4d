// The page put together: from a text to the reader's view of it, and from there out.
import * as articleView from './article/view.js';
import * as articles from './storage/articles.js';
import * as card from './article/card.js';
import * as compose from './intake/compose.js';
import * as corrections from './corrections/store.js';
import * as corrector from './corrections/actions.js';
import { describe } from './article/card-content.js';
import { byId, el } from './shell/dom.js';
import * as edit from './article/editor.js';
import { warm } from './engine/engine.js';
import * as filters from './article/filters.js';
import * as finder from './shell/finder.js';
import * as keys from './article/keyboard.js';
import { FAMILIES } from './article/kinds.js';
import { fillWords } from './shell/fill-words.js';
import * as minimap from './article/minimap.js';
import { noticeFor } from './article/notice.js';
import { keep } from './storage/offline.js';
import * as panel from './panels/panel.js';
import * as places from './article/ranges.js';
import * as reading from './article/reading.js';
import { SAMPLE } from './intake/sample.js';
import * as shortcuts from './shell/shortcuts.js';
import { now, on, set } from './shell/state.js';
import * as taking from './export/dialog.js';
import * as theme from './shell/theme.js';
import { W } from './shell/words.js';

fillWords(document);

/** @type {import('./article/view.js').View | null} */
let view = null;

const article = byId('article');

// ---- articles ----

/** Shows the article that was opened, or the place for a new one. @param {import('./storage/database.js').Article | null} opened */
function show(opened) {
  reading.stop();
  card.close();
  edit.end();
  if (!opened) {
    set({ text: '', published: null, corrections: [], corrected: [], model: null });
    compose.fill('');
    look('composing');
    if (matchMedia('(pointer: fine)').matches) byId('source-text').focus();
    return;
  }
  const same = opened.text === now.text && now.model !== null;
  set({ text: opened.text, published: opened.published, corrections: opened.corrections ?? [], corrected: [] });
  look('reading');
  // First, since it asks for the engine; what follows has the page laid out.
  reading.read();
  if (!same) window.scrollTo(0, 0);
}

/** @param {'composing' | 'reading' | 'editing'} what */
function look(what) {
  const composing = what === 'composing';
  byId('compose').hidden = !composing;
  byId('reader').hidden = composing;
  byId('article').hidden = what === 'editing';
  byId('reading-actions').hidden = composing;
  byId('export-actions').hidden = composing;
  byId('edit').textContent = what === 'editing' ? W.page.done : W.page.edit;
  document.body.dataset.look = what;
}

/** Begins to edit where the reader is, or ends it and stays there. */
function toggleEdit() {
  if (!now.open) return;
  if (edit.isOpen()) {
    const at = edit.caret();
    edit.end();
    articles.flush();
    look('reading');
    if (now.model?.text === now.text) draw();
    else reading.read();
    view?.ensure(at);
    const paragraph = view?.paragraphs[view.model.blocks.findIndex((block) => block.end >= at)];
    paragraph?.scrollIntoView({ block: 'center', behavior: 'instant' });
    byId('edit').focus({ preventScroll: true });
    return;
  }
  reading.stop();
  card.close();
  byId('trouble').hidden = true;
  const at = seen()?.start ?? 0;
  look('editing');
  edit.begin(now.text, at);
  if (now.model) edit.draw(now.model);
}

edit.listen({
  changed: (text) => {
    set({ text });
    articles.change({ text });
    reading.follow();
  },
  done: toggleEdit,
});

// ---- showing ----

/** The paragraph at a height of the window: its place in the text, and on the screen. @param {number} [y] */
function seen(y = 90) {
  const { left, width } = article.getBoundingClientRect();
  const paragraph = document.elementsFromPoint(left + width * 0.7, y).find((node) => node.matches('.para'));
  const i = view?.paragraphs.indexOf(/** @type {HTMLElement} */ (paragraph)) ?? -1;
  return view && paragraph && i >= 0 ? { start: view.model.blocks[i].start, end: view.model.blocks[i].end, top: paragraph.getBoundingClientRect().top } : null;
}

function draw() {
  const { model } = now;
  const stay = model && view?.model.text === model.text ? seen() : null;
  view?.close();
  view = null;
  keys.settle(null);
  if (!model) {
    article.replaceChildren();
    panel.show();
    return;
  }
  if (edit.isOpen()) edit.draw(model);
  else {
    view = articleView.show(article, model, light);
    keys.settleFirst(view);
    const notice = noticeFor(model.text, model.doc);
    byId('notice').textContent = notice;
    byId('notice').hidden = !notice;
  }
  filters.show();
  // The panel follows once the article is painted, which is what the reader waits for.
  requestAnimationFrame(() => requestAnimationFrame(panel.show));
  if (stay && view) {
    view.ensure(stay.start);
    const paragraph = view.paragraphs[view.model.blocks.findIndex((block) => block.end > stay.start)];
    window.scrollBy({ top: (paragraph?.getBoundingClientRect().top ?? stay.top) - stay.top, behavior: 'instant' });
  }
}
on('model', draw);

on('off', () => {
  card.close();
  filters.show();
  panel.show();
  if (view) keys.settleFirst(view);
});

/** @type {Element[]} */
let notesLit = [];
function light() {
  const key = now.lit;
  const parts = key && view ? view.parts.get(key) ?? [] : [];
  const claim = key?.startsWith('c') ? now.model?.doc.claims[Number(key.slice(1))] : undefined;
  const range = (/** @type {{start: number, end: number} | null | undefined} */ span) => (span && view ? [places.rangeOf(view, span.start, span.end)].filter((each) => each !== null) : []);
  places.light('lit', claim ? [] : parts);
  places.light('said', claim ? parts : []);
  places.light('source', range(claim?.source));
  places.light('cue', range(claim?.cue));
  places.light('found', []);
  minimap.show(view, claim ? claim.content : (key && now.model?.marks.get(key)) || [], claim ? 'claim' : 'name');
  for (const node of notesLit) node.classList.remove('lit');
  notesLit = claim ? [...article.querySelectorAll(`.note[data-claim="${key}"]`)] : [];
  for (const node of notesLit) node.classList.add('lit');
}
on('lit', () => {
  light();
  panel.light();
});

/** @param {string} key @param {HTMLElement} element */
function details(key, element) {
  const mark = element.dataset.mark === undefined ? undefined : now.model?.marks.get(key)?.find(({ id }) => id === Number(element.dataset.mark));
  return now.model ? describe(now.model, key, mark?.start ?? null, { jump: (to, start) => go(to, start, null), close: () => card.close(true), correct: () => corrector.open(key, mark ?? null) }) : el('p');
}

/** What a card can be opened for at a place in the text: the inmost mark, or the handle of a claim. @param {EventTarget | null} target */
function find(target) {
  if (!(target instanceof Element)) return null;
  const element = /** @type {HTMLElement | null} */ (target.closest('.mark, .run'));
  if (!element || !article.contains(element)) return null;
  if (element.dataset.key && !now.off.has(familyIn(element))) return { element, key: element.dataset.key };
  const run = /** @type {HTMLElement | null} */ (element.closest('.run'));
  const key = run?.dataset.handle ?? (run?.matches('.cue, .source') ? run.dataset.claim : undefined);
  return run && key && !now.off.has('claim') ? { element: run, key } : null;
}

/** @param {HTMLElement} element */
const familyIn = (element) => element.classList[1] ?? '';

/**
 * Goes to a place in the text and pins its card; in the editor it selects the words.
 * @param {string} key
 * @param {number} start
 * @param {HTMLElement | null} from who gets the focus back
 */
function go(key, start, from) {
  if (edit.isOpen()) {
    const stop = now.model?.stops.find((each) => each.key === key && each.start === start);
    edit.select(start, stop?.end ?? start);
    return;
  }
  if (!view) return;
  view.ensure(start);
  const element = view.stops.get(`${key}@${start}`);
  if (!element) return;
  panel.fold(false);
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  keys.settle(element);
  card.open(element, key, details(key, element), { pin: true, from: from ?? element });
}

/**
 * Goes to words of the text and lights them, and others like them, until something else is lit.
 * @param {Array<{start: number, end: number}>} spots
 * @param {number} at which of them to go to
 */
function lookAt(spots, at) {
  if (edit.isOpen()) edit.select(spots[at].start, spots[at].end);
  if (!view) return;
  card.close();
  panel.fold(false);
  const shown = view;
  places.rangeOf(shown, spots[at].start, spots[at].end)?.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
  const ranges = spots.map(({ start, end }) => places.rangeOf(shown, start, end)).filter((each) => each !== null);
  places.light('found', ranges);
  minimap.show(shown, spots, 'found');
}

panel.listen({
  go,
  look: lookAt,
  published: (day) => {
    articles.change({ published: day });
    articles.flush();
    set({ published: day });
    reading.read();
  },
});

minimap.listen((share) => {
  const { top, height } = article.getBoundingClientRect();
  window.scrollTo({ top: window.scrollY + top + share * height - innerHeight / 2, behavior: 'instant' });
});

// What goes along with the scroll, once a frame at most.
let asked = false;
window.addEventListener('scroll', () => {
  if (asked || !view) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    minimap.follow(article);
    const first = seen();
    if (first) panel.follow(first.start, seen(innerHeight - 60)?.end ?? Infinity);
  });
}, { passive: true });

card.follow(article, find, details);
/** @param {HTMLElement} element @param {boolean} pin */
const openFor = (element, pin) => {
  const key = element.dataset.key ?? element.dataset.handle;
  if (key) card.open(element, key, details(key, element), { pin });
};
keys.listen(article, () => view, { show: (element) => openFor(element, false), pin: (element) => openFor(element, true) });
article.addEventListener('focusout', (event) => {
  if (!card.isPinned() && !(event.relatedTarget instanceof Node && byId('card').contains(event.relatedTarget))) card.close();
});
article.addEventListener('click', (event) => {
  const found = find(event.target);
  if (found && view && [...view.stops.values()].includes(found.element)) keys.settle(found.element);
}, { capture: true });

// A row of the panel lights its marks while the pointer or the focus is on it.
for (const [enter, leave] of [['pointerover', 'pointerout'], ['focusin', 'focusout']]) {
  byId('panel').addEventListener(enter, (event) => {
    const row = event.target instanceof Element ? event.target.closest('[data-key]') : null;
    if (row && !card.isOpen()) set({ lit: /** @type {HTMLElement} */ (row).dataset.key ?? null });
  });
  byId('panel').addEventListener(leave, () => {
    if (!card.isOpen()) set({ lit: null });
  });
}

// ---- putting right ----

corrections.listen(() => {
  if (edit.isOpen()) reading.follow();
  else if (now.open !== null) reading.read();
});
corrector.listen(article, {
  look: lookAt,
  // Where a correction was made, once the article is read with it, the keyboard goes on.
  settle: (start) => {
    view?.ensure(start);
    const stop = view?.model.stops.find((each) => each.mark && each.start <= start && each.end > start);
    const element = stop && view?.stops.get(`${stop.key}@${stop.start}`);
    if (!element) return;
    keys.settle(element);
    // Unless the reader has gone on elsewhere in the meantime.
    if (document.activeElement !== document.body) return;
    element.focus({ preventScroll: true });
    card.close();
  },
});

// ---- taking out ----

taking.listen(article);
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && !byId('reader').hidden && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    window.getSelection()?.selectAllChildren(article);
  }
});

// ---- beginning ----

const openFinder = () => finder.open({ go: (key, start) => go(key, start, null), look: lookAt, open: articles.open, mark: corrector.mark });

/** To the next stop of a sort after the present one, or the previous one. @param {(key: string) => boolean} sort @param {1 | -1} step */
const walk = (sort, step) => view && keys.next(view, sort, step);
const isClaim = (/** @type {string} */ key) => key.startsWith('c');

shortcuts.listen([
  { keys: ['/'], words: W.keys.find, act: openFinder },
  { keys: ['?'], words: W.keys.sheet, act: shortcuts.show },
  { keys: ['n'], words: W.keys.name[0], act: () => walk((key) => !isClaim(key), 1) },
  { keys: ['p'], words: W.keys.name[1], act: () => walk((key) => !isClaim(key), -1) },
  { keys: ['j'], words: W.keys.claim[0], act: () => walk(isClaim, 1) },
  { keys: ['k'], words: W.keys.claim[1], act: () => walk(isClaim, -1) },
  { keys: ['.'], words: W.keys.panel[0], act: () => panel.turn(1) },
  { keys: [','], words: W.keys.panel[1], act: () => panel.turn(-1) },
  { keys: ['w'], words: W.keys.wide, act: panel.widen },
  { keys: [']'], words: W.keys.article[0], act: () => articles.turn(1) },
  { keys: ['['], words: W.keys.article[1], act: () => articles.turn(-1) },
  { keys: ['e'], words: W.keys.edit, act: toggleEdit },
  { keys: ['m'], words: W.correct.key, act: () => corrector.openAt(keys.at(view)) },
  { keys: ['c'], words: W.correct.all, act: corrector.list },
  { keys: ['u'], words: W.correct.undo, act: corrector.undo },
  { keys: ['U'], words: W.correct.redo, act: corrector.redo },
  { keys: ['o'], words: W.compose.open, act: () => byId('open').click() },
  { keys: ['a'], words: W.keys.new, act: () => articles.open(null) },
  ...[...FAMILIES, { id: 'claim', plural: W.families.claim }].map(({ id, plural }, i) => ({ keys: [String(i + 1)], words: W.keys.filter(plural), act: () => filters.flip(id) })),
  { keys: ['y'], words: W.keys.copy, act: () => byId('copy').click() },
  { keys: ['x'], words: W.take.title, act: () => byId('take').click() },
  { keys: [], words: W.keys.theme, act: () => byId('theme').click() },
  { keys: [], words: W.articles.forgetAll, act: articles.forgetAll },
]);
byId('find').addEventListener('click', openFinder);
byId('edit').addEventListener('click', toggleEdit);
byId('retry').addEventListener('click', reading.read);
byId('cancel').addEventListener('click', reading.cancel);
compose.listen(articles.add);
theme.listen();
/** So long after the first article is read the page is kept, in milliseconds: the article is painted then. */
const PAINTED = 1000;

// After the first paint, which the engine's nine megabytes shall not hold up; a text that is read at once does not wait.
requestAnimationFrame(() => setTimeout(() => warm(SAMPLE).then(reading.rest).then(() => setTimeout(keep, PAINTED))));
articles.start(show);
