// Reads a file as text: which types of file, and in which encoding. The file itself is never stored or sent.
import { textOfHtml } from './rich-text.js';
import { W } from '../shell/words.js';

/** Maximum size of a file, in bytes. */
const LARGEST = 50_000_000;

/**
 * The text of a file.
 * @param {File} file
 * @returns {Promise<string>}
 * @throws {Error} with a sentence for the reader
 */
export async function readFile(file) {
  const html = /\.x?html?$/i.test(file.name) || file.type === 'text/html' || file.type === 'application/xhtml+xml';
  const known = html || /\.(txt|text|md|markdown)$/i.test(file.name) || file.type.startsWith('text/');
  if (!known) throw new Error(W.files.kind(file.name));
  if (file.size > LARGEST) throw new Error(W.files.large(file.name));
  const text = decode(new Uint8Array(await file.arrayBuffer()));
  if (isBinary(text)) throw new Error(W.files.binary(file.name));
  return html ? textOfHtml(text) : text;
}

/** Decodes UTF-16 with a byte order mark, else UTF-8, else Windows-1252. @param {Uint8Array} bytes */
function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** Whether a text is binary data: it has many characters that do not occur in text. @param {string} text */
export function isBinary(text) {
  const sample = text.slice(0, 4000);
  const odd = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
  return odd * 50 > sample.length;
}
