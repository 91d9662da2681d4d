// The reader's articles: opened, added, changed, saved after a pause in typing, deleted one by one or all at once. How
// their tabs look is the business of shell/tabs.js.
import { tidy } from '../article/model.js';
import { announce, askToConfirm } from '../shell/messages.js';
import { state, update } from '../shell/state.js';
import { W } from '../shell/words.js';
import * as database from './database.js';

/** @typedef {import('./database.js').Article} Article */

/**
 * @typedef {object} Callbacks
 * @property {(article: Article | null) => void} opened shows an article, or the form for a new one
 * @property {() => void} listed shows the list of articles anew
 * @property {(title: string) => void} titled shows a new title of the open article
 * @property {(saved: boolean) => void} saved shows whether all changes of the open article are saved
 */

/** The session storage key for the id of the article that this window has open. */
const OPEN = 'gloss.open';

/** The pause after the last change before an article is saved, in milliseconds. */
const PAUSE = 300;

/** @type {Callbacks} */
let tell = { opened: () => {}, listed: () => {}, titled: () => {}, saved: () => {} };

/** The open article. @returns {Article | null} */
export const current = () => state.articles.find(({ id }) => id === state.openId) ?? null;

/** Loads the stored articles and opens the one that this window had open. @param {Callbacks} callbacks */
export async function start(callbacks) {
  tell = callbacks;
  database.listen((what) => (what === 'cleared' ? clear() : reload()));
  let last = null;
  try {
    last = sessionStorage.getItem(OPEN);
  } catch {
    // Without session storage no article is opened.
  }
  // Where no article was open the form does not wait for the database.
  if (!last) open(null);
  const stored = await database.all();
  // An article that was added in the meantime stays, and stays open.
  update({ articles: [...stored.filter(({ id }) => !state.articles.some((each) => each.id === id)), ...state.articles] });
  if (!last || state.openId !== null) tell.listed();
  else open(state.articles.some(({ id }) => id === last) ? last : null);
}

/** Takes over what another window has changed; the open article stays open. */
async function reload() {
  let before, stored, dictionary;
  do {
    before = deletions;
    stored = await database.all();
    dictionary = await database.dictionary();
    // An article deleted during the read must not come back.
  } while (before !== deletions);
  if (JSON.stringify(dictionary) !== JSON.stringify(state.dictionary)) update({ dictionary });
  const here = current();
  update({ articles: here && !stored.some(({ id }) => id === here.id) ? [...stored, here] : stored.map((each) => (each.id === here?.id ? here : each)) });
  tell.listed();
}

/** The number of deletions in this window. */
let deletions = 0;

/** Opens an article, or the form for a new one. @param {string | null} id */
export function open(id) {
  flush();
  update({ openId: id });
  try {
    sessionStorage.setItem(OPEN, id ?? '');
  } catch {
    // Without session storage a reload opens no article.
  }
  tell.listed();
  tell.opened(current());
}

/** Adds a text as an article and opens it; a text that is there already is only opened. @param {string} text */
export function add(text) {
  const known = state.articles.find((article) => article.text === text);
  if (known) return open(known.id);
  const at = Date.now();
  const article = { id: `${at.toString(36)}-${Math.random().toString(36).slice(2, 8)}`, text, published: null, at };
  update({ articles: [...state.articles, article] });
  save(article);
  open(article.id);
}

/** Changes the open article. @param {Partial<Article>} changes */
export function change(changes) {
  const article = current();
  if (!article) return;
  const changed = { ...article, ...changes };
  update({ articles: state.articles.map((each) => (each === article ? changed : each)) });
  clearTimeout(timer);
  unsaved = changed;
  tell.saved(false);
  timer = window.setTimeout(flush, PAUSE);
}
let timer = 0;
/** @type {Article | null} */
let unsaved = null;

/** Saves the changes that wait for a pause. */
export function flush() {
  clearTimeout(timer);
  if (!unsaved) return;
  save(unsaved);
  tell.titled(titleOf(unsaved.text));
  unsaved = null;
}
window.addEventListener('pagehide', flush);

/** Saves an article. A failure is announced once per article. @param {Article} article */
async function save(article) {
  const saved = await database.put(article);
  if (saved) tell.saved(true);
  else if (lost !== article.id) announce(W.articles.notSaved);
  lost = saved ? null : article.id;
}
/** The id of the article that could not be saved. @type {string | null} */
let lost = null;

/** Deletes one article and offers to undo that. @param {string} id */
export function remove(id) {
  flush();
  const at = state.articles.findIndex((article) => article.id === id);
  const article = state.articles[at];
  if (!article) return;
  const rest = state.articles.filter((each) => each !== article);
  deletions++;
  update({ articles: rest });
  database.remove(id);
  if (state.openId === id) open((rest[at] ?? rest[at - 1])?.id ?? null);
  else tell.listed();
  announce(W.articles.deleted(titleOf(article.text)), { words: W.articles.undo, act: () => {
    update({ articles: [...state.articles, article].sort((a, b) => a.at - b.at) });
    save(article);
    open(article.id);
  } });
}

/** Deletes all articles, corrections and settings, once the reader has confirmed it. */
export async function removeAll() {
  if (!(await askToConfirm(W.articles.deleteTitle, W.articles.deleteText(state.articles.length), W.articles.deleteAll))) return;
  clear();
  announce(await database.clear() ? W.articles.allDeleted : W.articles.notDeleted);
}

function clear() {
  deletions++;
  unsaved = null;
  update({ articles: [], dictionary: [] });
  open(null);
}

/** Opens the next or the previous article. @param {1 | -1} step */
export function turn(step) {
  const { articles } = state;
  if (!articles.length) return;
  const at = articles.findIndex(({ id }) => id === state.openId);
  open(articles[(at + step + articles.length) % articles.length].id);
}

/** The title of an article: its first line, cut. @param {string} text */
export const titleOf = (text) => tidy(text.trimStart().slice(0, 300).split(/\n/)[0]).replace(/^[#>*\s]+/, '').slice(0, 120) || W.articles.untitled;
