// Puts the words of words.js into the page: into the elements that ask for them.
import { W } from './words.js';

/** @param {ParentNode} root */
export function fillWords(root) {
  for (const [name, put] of /** @type {Array<[string, (node: HTMLElement, words: string) => void]>} */ ([
    ['say', (node, words) => node.replaceChildren(words)],
    ['sayLabel', (node, words) => node.setAttribute('aria-label', words)],
    ['sayHint', (node, words) => node.setAttribute('placeholder', words)],
  ])) {
    const attribute = `data-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    for (const node of root.querySelectorAll(`[${attribute}]`)) {
      const element = /** @type {HTMLElement} */ (node);
      put(element, wordsAt(element.dataset[name] ?? ''));
    }
  }
}

/** @param {string} path such as "page.find" */
function wordsAt(path) {
  /** @type {any} */
  let at = W;
  for (const step of path.split('.')) at = at?.[step];
  if (typeof at !== 'string') throw new Error(`no words "${path}"`);
  return at;
}
