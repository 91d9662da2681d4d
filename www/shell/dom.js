// Making elements. Text always goes in as text: nothing here, or anywhere on the page, parses markup.

import { W } from './words.js';

/** @typedef {Node | string | null | undefined | false} Child */

/**
 * An element with attributes, listeners (keys that begin with "on") and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} [props]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else if (value === true) node.setAttribute(name, '');
    else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, String(value));
  }
  append(node, children);
  return node;
}

/**
 * Appends what there is to append.
 * @param {Node} node
 * @param {Child[]} children
 */
export function append(node, children) {
  for (const child of children) {
    if (child) node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child);
  }
}

/**
 * The element with this id; the page is broken without it, so its absence is an error.
 * @template {typeof HTMLElement} [T=typeof HTMLElement]
 * @param {string} id
 * @param {T} [type]
 * @returns {InstanceType<T>}
 */
export function byId(id, type) {
  const node = document.getElementById(id);
  if (!(node instanceof (type ?? HTMLElement))) throw new Error(`no element "${id}"`);
  return /** @type {InstanceType<T>} */ (node);
}

/**
 * One-shot message for everybody: shown for a while and spoken by screen readers.
 * @param {string} words
 * @param {{words: string, act: () => void}} [offer] something that can be done about it while it is shown
 */
export function say(words, offer) {
  const line = byId('said');
  const done = () => line.classList.remove('shown');
  line.replaceChildren(words);
  if (offer) {
    line.append(' ', el('button', { type: 'button', onclick: () => {
      done();
      offer.act();
    } }, offer.words));
  }
  line.classList.add('shown');
  clearTimeout(quiet);
  quiet = window.setTimeout(done, offer ? 10_000 : 4000);
}
let quiet = 0;

/**
 * Asks the reader before something that cannot be undone.
 * @param {string} title @param {string} text @param {string} yes what doing it is called
 * @returns {Promise<boolean>}
 */
export function ask(title, text, yes) {
  return new Promise((resolve) => {
    const dialog = el('dialog', { class: 'sheet ask', 'aria-label': title },
      el('h2', {}, title), el('p', {}, text),
      el('form', { method: 'dialog', class: 'under' }, el('button', { value: '', autofocus: true }, W.cancel), el('button', { value: 'yes', class: 'primary' }, yes)));
    dialog.addEventListener('close', () => {
      resolve(dialog.returnValue === 'yes');
      dialog.remove();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
