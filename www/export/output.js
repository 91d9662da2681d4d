// Output of the page: two flavours on the clipboard at once, and files.
import { el } from '../shell/dom.js';

/**
 * Puts the flavours on the clipboard. The copy event is tried first, since it keeps the rich flavour as it is; the newer
 * Clipboard API parses it under the page's own policy, which allows no inline styles.
 * @param {{plain: string, html?: string}} flavours
 * @throws {Error} when the browser refuses both ways
 */
export async function toClipboard({ plain, html }) {
  if (copyByEvent(plain, html)) return;
  try {
    /** @type {Record<string, Blob>} */
    const items = { 'text/plain': new Blob([plain], { type: 'text/plain' }) };
    if (html !== undefined) items['text/html'] = new Blob([html], { type: 'text/html' });
    await navigator.clipboard.write([new ClipboardItem(items)]);
  } catch {
    throw new Error('The browser did not allow copying.');
  }
}

/** Copies by the copy event. @param {string} plain @param {string | undefined} html @returns {boolean} whether the browser accepted it */
function copyByEvent(plain, html) {
  let done = false;
  const answer = (/** @type {ClipboardEvent} */ event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData('text/plain', plain);
    if (html !== undefined) event.clipboardData?.setData('text/html', html);
    done = true;
  };
  document.addEventListener('copy', answer, { capture: true });
  const taken = document.execCommand('copy');
  document.removeEventListener('copy', answer, { capture: true });
  return taken && done;
}

/**
 * Saves a text as a file.
 * @param {string} name
 * @param {string} type
 * @param {string} text
 */
export function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el('a', { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file name from the first words of a text. @param {string} text @param {string} extension with its dot */
export function fileName(text, extension) {
  const words = text.trim().slice(0, 200).toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return `${words.slice(0, 6).join('-') || 'article'}${extension}`;
}
