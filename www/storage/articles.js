// The reader's articles as tabs of the page: open one, start one, forget one or all.
import { ask, byId, el, say } from '../shell/dom.js';
import { icon } from '../shell/icons.js';
import { tidy } from '../article/model.js';
import * as shelf from './database.js';
import { now, on, set } from '../shell/state.js';
import { W } from '../shell/words.js';

/** @typedef {import('./database.js').Article} Article */

const OPEN = 'gloss.open';

/** How long after the last letter an edited article is written down, in milliseconds. */
const REST = 300;

/** @type {(article: Article | null) => void} */
let opened = () => {};

/** The article that is open. @returns {Article | null} */
export const current = () => now.articles.find(({ id }) => id === now.open) ?? null;

/** Brings back what is kept, and the article that this window had open. @param {(article: Article | null) => void} show called with each article that is opened */
export async function start(show) {
  opened = show;
  byId('forget').addEventListener('click', forgetAll);
  on('dictionary', draw);
  shelf.listen((what) => (what === 'cleared' ? empty() : follow()));
  let last = null;
  try {
    last = sessionStorage.getItem(OPEN);
  } catch {
    // Then no article is open.
  }
  // Nothing is waited for where no article was open.
  if (!last) open(null);
  const kept = await shelf.all();
  // What the reader was quick enough to add in the meantime stays, and stays open.
  set({ articles: [...kept.filter(({ id }) => !now.articles.some((each) => each.id === id)), ...now.articles] });
  if (!last || now.open !== null) draw();
  else open(now.articles.some(({ id }) => id === last) ? last : null);
}

/** Shows what another window has changed; what is open here stays open. */
async function follow() {
  let before, kept, dictionary;
  do {
    before = forgotten;
    kept = await shelf.all();
    dictionary = await shelf.dictionary();
    // What was forgotten while it was being read must not come back.
  } while (before !== forgotten);
  if (JSON.stringify(dictionary) !== JSON.stringify(now.dictionary)) set({ dictionary });
  const here = current();
  set({ articles: here && !kept.some(({ id }) => id === here.id) ? [...kept, here] : kept.map((each) => (each.id === here?.id ? here : each)) });
  draw();
}

/** How often something was forgotten in this window. */
let forgotten = 0;

/** Opens an article, or the place for a new one. @param {string | null} id */
export function open(id) {
  flush();
  set({ open: id });
  try {
    sessionStorage.setItem(OPEN, id ?? '');
  } catch {
    // Only a reload is not covered then.
  }
  draw();
  opened(current());
}

/** Adds a text as an article and opens it; a text that is there already is opened. @param {string} text */
export function add(text) {
  const known = now.articles.find((article) => article.text === text);
  if (known) return open(known.id);
  const at = Date.now();
  const article = { id: `${at.toString(36)}-${Math.random().toString(36).slice(2, 8)}`, text, published: null, at };
  set({ articles: [...now.articles, article] });
  keep(article);
  open(article.id);
}

/** Changes the open article. @param {Partial<Article>} changes */
export function change(changes) {
  const article = current();
  if (!article) return;
  const changed = { ...article, ...changes };
  set({ articles: now.articles.map((each) => (each === article ? changed : each)) });
  clearTimeout(timer);
  waiting = changed;
  delete byId('articles').dataset.kept;
  timer = window.setTimeout(flush, REST);
}
let timer = 0;
/** @type {Article | null} */
let waiting = null;

/** Writes down what waits for a pause. */
export function flush() {
  clearTimeout(timer);
  if (!waiting) return;
  keep(waiting);
  const title = byId('articles').querySelector('[aria-current]');
  if (title) title.textContent = titleOf(waiting.text);
  waiting = null;
}
window.addEventListener('pagehide', flush);

/** Writes an article down; where the browser does not, the reader is told once. @param {Article} article */
async function keep(article) {
  const kept = await shelf.put(article);
  if (kept) byId('articles').dataset.kept = '';
  else if (lost !== article.id) say(W.articles.notKept);
  lost = kept ? null : article.id;
}
/** @type {string | null} */
let lost = null;

/** Forgets one article; for a while it can be brought back. @param {string} id */
export function forget(id) {
  flush();
  const at = now.articles.findIndex((article) => article.id === id);
  const article = now.articles[at];
  if (!article) return;
  const rest = now.articles.filter((each) => each !== article);
  forgotten++;
  set({ articles: rest });
  shelf.remove(id);
  if (now.open === id) open((rest[at] ?? rest[at - 1])?.id ?? null);
  else draw();
  say(W.articles.forgotten(titleOf(article.text)), { words: W.articles.undo, act: () => {
    set({ articles: [...now.articles, article].sort((a, b) => a.at - b.at) });
    keep(article);
    open(article.id);
  } });
}

/** Forgets all articles and choices, once the reader has said so. */
export async function forgetAll() {
  if (!(await ask(W.articles.forgetTitle, W.articles.forgetText(now.articles.length), W.articles.forgetAll))) return;
  empty();
  say(await shelf.clear() ? W.articles.allForgotten : W.articles.notForgotten);
}

function empty() {
  forgotten++;
  waiting = null;
  set({ articles: [], dictionary: [] });
  open(null);
}

/** The next or the previous article. @param {1 | -1} step */
export function turn(step) {
  const { articles } = now;
  if (!articles.length) return;
  const at = articles.findIndex(({ id }) => id === now.open);
  open(articles[(at + step + articles.length) % articles.length].id);
}

/** What an article is called: its first line, cut. @param {string} text */
export const titleOf = (text) => tidy(text.trimStart().slice(0, 300).split(/\n/)[0]).replace(/^[#>*\s]+/, '').slice(0, 120) || W.articles.untitled;

function draw() {
  const strip = byId('articles');
  const { articles } = now;
  strip.hidden = articles.length === 0;
  byId('forget').hidden = articles.length + now.dictionary.length === 0;
  const held = strip.contains(document.activeElement);
  const list = el('ul', {});
  for (const { id, text } of articles) {
    const title = titleOf(text);
    const here = id === now.open;
    list.append(el('li', { class: here ? 'here' : '' },
      el('button', { type: 'button', class: 'title', title, 'aria-current': here ? 'page' : null, onclick: () => open(id) }, title),
      el('button', { type: 'button', class: 'tool', 'aria-label': W.articles.forget(title), title: W.articles.forget(title), onclick: () => forget(id) }, icon('close'))));
  }
  strip.replaceChildren(list, el('button', { type: 'button', class: 'tool', id: 'new', 'aria-label': W.articles.new, title: W.articles.new, onclick: () => open(null) }, icon('plus')));
  const at = strip.querySelector('.here');
  if (at) list.scrollLeft = /** @type {HTMLElement} */ (at).offsetLeft - list.offsetLeft - 60;
  if (held) /** @type {HTMLElement | null} */ (strip.querySelector('[aria-current]') ?? byId('new'))?.focus();
}
