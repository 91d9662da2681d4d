// The tabs of the page: one for each article, with a button that deletes it, and one that starts a new article.
import * as articles from '../storage/articles.js';
import { byId, el } from './dom.js';
import { icon } from './icons.js';
import { state, subscribe } from './state.js';
import { W } from './words.js';

/** Listens to the button that deletes everything, which is shown while there is anything to delete. */
export function listen() {
  byId('delete-all').addEventListener('click', articles.removeAll);
  subscribe('dictionary', draw);
}

/** Redraws the tabs and scrolls to the current one. */
export function draw() {
  const strip = byId('articles');
  strip.hidden = state.articles.length === 0;
  byId('delete-all').hidden = state.articles.length + state.dictionary.length === 0;
  const held = strip.contains(document.activeElement);
  const list = el('ul', {});
  for (const { id, text } of state.articles) {
    const title = articles.titleOf(text);
    const here = id === state.openId;
    list.append(el('li', { class: here ? 'here' : '' },
      el('button', { type: 'button', class: 'title', title, 'aria-current': here ? 'page' : null, onclick: () => articles.open(id) }, title),
      el('button', { type: 'button', class: 'tool', 'aria-label': W.articles.delete(title), title: W.articles.delete(title), onclick: () => articles.remove(id) }, icon('close'))));
  }
  strip.replaceChildren(list, el('button', { type: 'button', class: 'tool', id: 'new', 'aria-label': W.articles.new, title: W.articles.new, onclick: () => articles.open(null) }, icon('plus')));
  const at = strip.querySelector('.here');
  if (at) list.scrollLeft = /** @type {HTMLElement} */ (at).offsetLeft - list.offsetLeft - 60;
  if (held) /** @type {HTMLElement | null} */ (strip.querySelector('[aria-current]') ?? byId('new'))?.focus();
}

/** Changes the title on the current tab. @param {string} title */
export function setTitle(title) {
  const current = byId('articles').querySelector('[aria-current]');
  if (current) current.textContent = title;
}

/** Marks whether the open article is saved. @param {boolean} saved */
export function setSaved(saved) {
  byId('articles').toggleAttribute('data-saved', saved);
}
