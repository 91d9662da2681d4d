// The page put together: from a text to the reader's view of it, and from there out.
import * as articleView from './article.js';
import * as card from './card.js';
import * as compose from './compose.js';
import { describe } from './details.js';
import { byId, el } from './dom.js';
import { annotate, warm } from './engine.js';
import * as filters from './filters.js';
import * as keys from './keys.js';
import { modelOf } from './model.js';
import { noticeFor } from './notice.js';
import * as panel from './panel.js';
import * as places from './places.js';
import { kept, now, on, set } from './state.js';
import * as taking from './taking.js';
import * as theme from './theme.js';

/** After this many milliseconds without a result, the page says that it works. */
const PATIENCE = 180;

/** @type {import('./article.js').View | null} */
let view = null;
/** @type {AbortController | null} */
let running = null;

const article = byId('article');

// ---- reading ----

/** Reads a text: the one way in for all of them. @param {string} text */
function take(text) {
  const previous = now.text && now.text !== text ? now.text : now.previous;
  set({ text, previous, published: null });
  read();
}

async function read() {
  running?.abort();
  const job = new AbortController();
  running = job;
  const { text, published } = now;
  card.close();
  look('reading');
  byId('trouble').hidden = true;
  byId('notice').hidden = true;
  const slow = window.setTimeout(() => {
    working(text);
    plain(text);
  }, now.model?.text === text ? 1000 : PATIENCE);
  try {
    const { document: doc, timings } = await annotate(text, { published }, job.signal);
    set({ model: modelOf(text, doc) });
    byId('reader').dataset.milliseconds = timings.annotate.toFixed(1);
  } catch (error) {
    if (job.signal.aborted && running !== job) return;
    plain(text);
    if (!job.signal.aborted) trouble(error);
  } finally {
    clearTimeout(slow);
    if (running === job) {
      running = null;
      byId('working').hidden = true;
    }
  }
}

// The text without marks: while the engine works, or when it could not.
/** @param {string} text */
function plain(text) {
  set({ model: modelOf(text, { schema: 1, offsets: 'utf16', published: null, published_from: 'none', sentences: [], entities: [], values: [], claims: [], credits: [] }) });
  byId('notice').hidden = true;
}

/** @param {string} text */
function working(text) {
  byId('working-words').textContent = `Reading ${text.length.toLocaleString('en')} characters …`;
  byId('working').hidden = false;
}

/** @param {unknown} error */
function trouble(error) {
  byId('trouble-words').textContent = `The reading engine stopped (${error instanceof Error ? error.message : error}). Your text is safe here; a fresh engine is ready.`;
  byId('retry').hidden = false;
  byId('trouble').hidden = false;
}

/** @param {'composing' | 'reading'} what */
function look(what) {
  const reading = what === 'reading';
  byId('compose').hidden = reading;
  byId('reader').hidden = !reading;
  byId('reading-actions').hidden = !reading;
  byId('export-actions').hidden = !reading;
  byId('restore').hidden = now.previous === '' || now.previous === now.text;
  document.body.dataset.look = what;
}

function edit() {
  running?.abort();
  running = null;
  card.close();
  compose.fill(now.text);
  look('composing');
  const field = byId('source-text', HTMLTextAreaElement);
  field.focus();
  field.setSelectionRange(0, 0);
  field.scrollTop = 0;
}

function startAnew() {
  running?.abort();
  running = null;
  card.close();
  set({ previous: now.text || now.previous, text: '', model: null });
  compose.fill('');
  look('composing');
  byId('source-text').focus();
}

// ---- showing ----

on('model', () => {
  view?.close();
  view = null;
  keys.settle(null);
  const { model } = now;
  if (!model) {
    article.replaceChildren();
    panel.show();
    return;
  }
  view = articleView.show(article, model, light);
  filters.show();
  panel.show();
  keys.settleFirst(view);
  const notice = noticeFor(model.text, model.doc);
  byId('notice').textContent = notice;
  byId('notice').hidden = !notice;
});

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
  return now.model ? describe(now.model, key, mark?.start ?? null, { jump: (to, start) => go(to, start, null), close: () => card.close(true) }) : el('p');
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
 * Goes to a place in the text and pins its card.
 * @param {string} key
 * @param {number} start
 * @param {HTMLElement | null} from who gets the focus back
 */
function go(key, start, from) {
  if (!view) return;
  view.ensure(start);
  const element = view.stops.get(`${key}@${start}`);
  if (!element) return;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  keys.settle(element);
  card.open(element, key, details(key, element), { pin: true, from: from ?? element });
}

/**
 * Goes to words of the text and lights them until something else is lit.
 * @param {number} start @param {number} end
 */
function lookAt(start, end) {
  const range = view && places.rangeOf(view, start, end);
  if (!range) return;
  card.close();
  range.startContainer.parentElement?.scrollIntoView({ block: 'center', behavior: 'instant' });
  places.light('found', [range]);
}

panel.listen({
  go,
  look: lookAt,
  published: (day) => {
    set({ published: day });
    read();
  },
});

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

// ---- taking out ----

taking.listen(article);
document.addEventListener('keydown', (event) => {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a' && !byId('reader').hidden && !(event.target instanceof HTMLInputElement)) {
    event.preventDefault();
    window.getSelection()?.selectAllChildren(article);
  }
});

// ---- beginning ----

byId('edit').addEventListener('click', edit);
byId('new').addEventListener('click', startAnew);
byId('retry').addEventListener('click', read);
byId('cancel').addEventListener('click', () => running?.abort());
byId('restore').addEventListener('click', () => take(now.previous));
compose.listen(take);
theme.listen();
warm();
const [text, previous] = kept();
set({ text, previous });
if (text) read();
else look('composing');
