// A file to text: which files the page reads, and in which encoding. It reads the file only; it never keeps or sends it.
import { textOf } from './rich-text.js';
import { W } from '../shell/words.js';

const LARGEST = 50_000_000;

/**
 * The text of a dropped or chosen file.
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {Error} with one sentence for the reader
 */
export async function read(file) {
  const html = /\.x?html?$/i.test(file.name) || file.type === 'text/html' || file.type === 'application/xhtml+xml';
  const known = html || /\.(txt|text|md|markdown)$/i.test(file.name) || file.type.startsWith('text/');
  if (!known) throw new Error(W.files.kind(file.name));
  if (file.size > LARGEST) throw new Error(W.files.large(file.name));
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  if (isBinary(text)) throw new Error(W.files.binary(file.name));
  return html ? textOf(text) : text;
}

// UTF-8 unless its bytes say otherwise; what is not UTF-8 is taken for the old encoding of Western Europe.
/** @param {Uint8Array} bytes */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether a text is bytes in disguise: many characters that no text holds. @param {string} text */
export function isBinary(text) {
  const sample = text.slice(0, 4000);
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return odd * 50 > sample.length;
}
