// Fills the words of words.js into the elements of index.html that name them.
import { W } from './words.js';

/** @param {ParentNode} root the elements inside it are filled: data-text, data-label (aria-label), data-placeholder */
export function fillWords(root) {
  for (const [name, put] of /** @type {Array<[string, (node: HTMLElement, words: string) => void]>} */ ([
    ['text', (node, words) => node.replaceChildren(words)],
    ['label', (node, words) => node.setAttribute('aria-label', words)],
    ['placeholder', (node, words) => node.setAttribute('placeholder', words)],
  ])) {
    for (const node of root.querySelectorAll(`[data-${name}]`)) {
      const element = /** @type {HTMLElement} */ (node);
      put(element, wordsAt(element.dataset[name] ?? ''));
    }
  }
}

/** The words at a path. @param {string} path such as "page.find" */
function wordsAt(path) {
  /** @type {any} */
  let at = W;
  for (const step of path.split('.')) at = at?.[step];
  if (typeof at !== 'string') throw new Error(`no words "${path}"`);
  return at;
}
