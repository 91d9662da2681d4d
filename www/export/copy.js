// Copies the article or a claim to the clipboard, and announces the result.
import { announce } from '../shell/messages.js';
import { state } from '../shell/state.js';
import { W } from '../shell/words.js';
import { FORMATS, produce } from './formats.js';
import { toClipboard } from './output.js';

/** The last choices in the export dialog, kept as long as the page is open. */
export const choices = { format: FORMATS[0], names: /** @type {'footnotes' | 'links' | 'plain'} */ ('footnotes'), lists: true, address: '' };

/** Copies an output. @param {import('./formats.js').Output} output @param {string} message announced after success */
export async function copyOutput({ html, plain }, message) {
  try {
    await toClipboard({ html, plain });
    announce(message);
  } catch {
    announce(W.export.refused);
  }
}

/** Announces that an export failed. @param {unknown} error */
export const announceFailure = (error) => announce(W.export.failed(error instanceof Error ? error.message : String(error)));

/** Copies one claim with its source. @param {number} claim its id */
export function cite(claim) {
  produce('citation', { claim, address: choices.address }).then((output) => copyOutput(output, W.export.cited), announceFailure);
}

/** Copies the article as rich text, without the hidden families. */
export function copyAnnotated() {
  produce('rich', { names: choices.names, lists: choices.lists, without: [...state.hiddenFamilies] }).then((output) => copyOutput(output, W.export.copied), announceFailure);
}
