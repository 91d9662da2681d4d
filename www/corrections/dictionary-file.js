// The dictionary as a file: written, and read with a reason for the reader where it is not one.
import { annotate } from '../engine/engine.js';
import { W } from '../shell/words.js';

/** @typedef {import('../pkg/gloss.js').Correction} Correction */

export const FILE_NAME = 'gloss-dictionary.json';

/** The version of the format; the engine's own reader (`annotate --dictionary`) knows the same one. */
const VERSION = 1;

/** Maximum size of a file, in bytes. */
const LARGEST = 5_000_000;

/** The text of a dictionary file. @param {Correction[]} entries */
export const write = (entries) => `${JSON.stringify({ gloss: 'dictionary', version: VERSION, entries }, null, 2)}\n`;

/**
 * Reads a dictionary file. The engine checks each entry.
 * @param {File} file
 * @returns {Promise<Correction[]>}
 * @throws {Error} with a reason for the reader
 */
export async function read(file) {
  if (file.size > LARGEST) throw new Error(W.dictionary.large);
  /** @type {any} */
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    throw new Error(W.dictionary.noJson);
  }
  if (content?.gloss !== 'dictionary' || !Array.isArray(content.entries)) throw new Error(W.dictionary.other);
  if (content.version !== VERSION) throw new Error(W.dictionary.version(String(content.version)));
  const wordless = content.entries.findIndex((/** @type {Correction} */ each) => !Array.isArray(each?.words));
  if (wordless >= 0) throw new Error(W.dictionary.wordless(wordless + 1));
  const placed = content.entries.findIndex((/** @type {Correction} */ each) => each?.at);
  if (placed >= 0) throw new Error(W.dictionary.placed(placed + 1));
  await annotate('', { corrections: content.entries });
  return content.entries;
}
